import { expect, test } from 'vitest';
import { loadCase } from '#main/cases/change-case';
import { disableView } from '#main/cases/disable-view';
import { historyOf } from '#main/cases/history';
import { createMemoryLog } from '#main/store/log/memory-log';
import { toNewEvent } from '#main/store/log/stored-case';
import { caseIn, desk, openedAt, policyOf } from '#support/example-case';

test('what stopped a disable is gone with the person that it names, and the case can be read, shown and told without it', async () => {
  const at = caseIn('needs-attention');
  const log = createMemoryLog();
  await log.append({
    streams: [
      { stream: 'case:case-1', events: at.events().map((event, n) => toNewEvent('case-1', event, desk, `event-${n}`)) },
    ],
    at: openedAt,
  });
  const shown = async () => {
    const { state, stored } = (await loadCase(log, 'case-1'))!;
    const iso = (at_: string): string => at_;
    const lines = historyOf(stored, (actor) => actor, iso, { identity: true, hidesDecisions: false });
    return {
      status: state.status,
      unread: state.unread,
      found: state.disable?.stopped?.found,
      view: disableView(state, [], iso, policyOf(), openedAt)?.stopped?.found,
      told: lines
        .map(({ entry }) => entry)
        .flatMap((entry) =>
          'detail' in entry && entry.words.startsWith('The disable stopped') ? [entry.detail] : [],
        )[0],
    };
  };
  const before = await shown();
  expect(before).toMatchObject({ status: 'needs-attention', unread: 0, found: { code: expect.any(String) as string } });
  expect([before.view, before.told]).not.toContain('(erased)');
  await log.destroyKey('case:case-1/contact');
  expect(await shown()).toEqual({
    status: 'needs-attention',
    unread: 0,
    found: null,
    view: '(erased)',
    told: '(erased)',
  });
});
