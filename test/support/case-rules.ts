/**
 * The rules that hold after every single event of a case, whoever did what, in whatever order (PRODUCT.md, "Rules that
 * hold everywhere").
 */
import { expect } from 'vitest';
import { addressStanding, isAccountOf } from '#domain/case/account';
import { coolingOffEnd } from '#domain/case/cooling-off';
import { mayExecute } from '#domain/case/decide-disable';
import type { CaseEvent } from '#domain/case/events';
import { openWays } from '#domain/case/self-help';
import type { CaseState } from '#domain/case/state';
import {
  approvalsBehind,
  currentLink,
  hasProviderResult,
  hasRemovedFactor,
  isOpen,
  standingApprovals,
} from '#domain/case/state';
import { approvalsForFallback, approvalsForPass, coolingOffHours } from '#domain/policy/policy';
import type { Happened } from './case-walks';
import { digest } from './example-case';

const days = { recent: 14, replaced: 30 };
const reviewers = ['staff:rita', 'staff:ravi', 'staff:rosa', 'staff:remy', 'staff:agnes'];
/**
 * Deeds that already happened, late words of the owner and of mail servers, and what people note down: nothing that
 * moves a case.
 */
const afterTheEnd = new Set<CaseEvent['type']>([
  'case.noted',
  'case.assigned',
  'case.mail-asked-again',
  'case.mail-accepted',
  'case.mail-failed',
  'case.mail-bounced',
  'case.message-received',
  'case.message-read',
  'case.mail-undone',
  'case.mail-cancelled',
  'case.mail-asked',
  'case.link-opened',
  'case.link-expired',
  'case.evidence-destroyed',
  'case.watch-looked',
  'case.watch-ended',
  'case.disable-step',
  'case.secure-step',
  'case.secure-stopped',
  'case.frozen',
  'case.unfrozen',
  'case.woken',
  'case.reopened',
]);
/** What would bring a frozen case on. */
const onwards = new Set<CaseEvent['type']>([
  'case.link-asked',
  'case.submitted',
  'case.decided',
  'case.approved',
  'case.fallback-opened',
  'case.fallback-submitted',
  'case.fallback-decided',
  'case.disable-begun',
  'case.disable-resumed',
  'case.recovered',
  'case.way-recorded',
  'case.reopened',
  'case.snoozed',
]);

const people = (made: readonly { readonly by: string }[]): number => new Set(made.map(({ by }) => by)).size;

const rulesOfDeciding = (before: CaseState, event: CaseEvent, after: CaseState, policy: Happened['policy']): void => {
  if (event.type === 'case.decided' || event.type === 'case.fallback-decided') {
    expect([before.openedBy, ...before.senders], 'R9: neither opened nor sent').not.toContain(event.data.by);
    expect(reviewers, 'R9: a reviewer').toContain(event.data.by);
    expect(
      isAccountOf(before.account!, `${event.data.by.slice('staff:'.length)}@desk.example`),
      'R9: not their own account',
    ).toBe(false);
    expect(event.data.digest, 'R23').toBe(digest(before));
  }
  if (event.type === 'case.fallback-decided') {
    expect(before.fallback!.preparers, 'R9: gathered nothing').not.toContain(event.data.by);
    expect(
      before.fallback!.decisions.filter((made) => !made.void).map(({ by }) => by),
      'R9: once',
    ).not.toContain(event.data.by);
    if (event.data.decision === 'refuse')
      expect(after, 'one no is no').toMatchObject({ status: 'failed', disable: null });
  }
  if (event.type === 'case.decided' && event.data.decision !== 'pass') expect(after.disable, 'one no is no').toBeNull();
  if (event.type === 'case.approved') {
    const approvals = approvalsBehind(after);
    const needed =
      event.data.via === 'fallback'
        ? Math.max(before.fallback!.approvalsNeeded, approvalsForFallback(policy))
        : Math.max(before.result!.approvalsNeeded, approvalsForPass(policy, hasProviderResult(before.result)));
    expect(people(approvals), 'R9, R20: enough different people, by the policy of now').toBeGreaterThanOrEqual(needed);
    expect(new Set(approvals.map((made) => made.digest)), 'R23: over one view, the present one').toEqual(
      new Set([digest(before)]),
    );
    expect(event.data.coolingOffHours, 'R8').toBe(
      coolingOffHours(policy, event.data.via === 'fallback' || before.risk.level === 'raised'),
    );
  }
};

const rulesOfTheDisable = ({ before, event, after, policy, now }: Happened & { readonly before: CaseState }): void => {
  if (event.type === 'case.disable-begun' && before.disable!.begunAt === null) {
    expect(before.frozen, 'R7').toBeNull();
    const end = coolingOffEnd(before, policy);
    expect(end?.state, 'R8').toBe('ends');
    expect(end?.state === 'ends' && end.at <= now && before.disable!.dueAt <= now, 'R8: not before its end').toBe(true);
  }
  const isUndone =
    (event.type === 'case.disable-step' || event.type === 'case.disable-begun') && !hasRemovedFactor(before);
  if (isUndone) {
    const unread = before.received.filter(({ kind, readBy }) => kind === 'message' && readBy.length === 0);
    expect(unread, 'R7: nothing runs while a message is unread').toEqual([]);
    for (const message of before.received.filter(({ saysNotMe }) => saysNotMe))
      expect(
        message.readBy.map(({ by }) => by).filter((by) => ![before.openedBy, ...before.senders].includes(by)),
        'R9: “this wasn’t me” is not read away by who brought the case on',
      ).not.toEqual([]);
  }
  if (event.type === 'case.disable-begun' && before.disable!.begunAt === null)
    expect(
      before.mails.some(
        ({ template, state, toldAt }) => template === 'approval-notice' && state !== 'bounced' && toldAt,
      ),
      'R8: not while the only notice bounced',
    ).toBe(true);
  if (['case.disable-begun', 'case.recovered'].includes(event.type))
    expect(people(approvalsBehind(before)), 'R9, R24').toBeGreaterThanOrEqual(
      before.disable!.via === 'fallback'
        ? approvalsForFallback(policy)
        : approvalsForPass(policy, hasProviderResult(before.result)),
    );
  if (before.disable !== null && after.disable !== null) {
    expect(after.disable.approvedAt).toBe(before.disable.approvedAt);
    for (const part of ['coolingOffHours', 'awayMs', 'dueAt'] as const)
      expect(after.disable[part] >= before.disable[part], `R8: ${part} never gets less`).toBe(true);
    expect(after.disable.steps.length, 'what was done stays written').toBeGreaterThanOrEqual(
      before.disable.steps.length,
    );
  }
  if (after.disable !== null)
    for (const made of approvalsBehind(after)) expect(made.digest, 'R23: what was approved stands').toBe(digest(after));
};

/** Every rule that one event can break, asked of the case before and after it. */
export const holdRules = (happened: Happened): void => {
  const { before, event, after, effects, policy } = happened;
  if (before === null) return;
  if (!isOpen(before)) {
    expect(afterTheEnd, `${event.type} after the end`).toContain(event.type);
    if (event.type !== 'case.reopened')
      expect(after, `${event.type} after the end`).toMatchObject({
        status: before.status,
        outcome: before.outcome,
        closedAt: before.closedAt,
      });
  }
  if (before.frozen !== null) expect(onwards, 'R7: nothing goes on').not.toContain(event.type);
  if (before.frozen !== null && after.frozen === null)
    expect(
      ['case.unfrozen', 'case.closed'].includes(event.type) && (event.data as { by?: string }).by === 'staff:lena',
      'R7: only a lead',
    ).toBe(true);
  if (event.type === 'case.link-asked' && event.data.by.startsWith('staff:'))
    expect(before.override !== null || openWays(before).length === 0, 'R3').toBe(true);
  if (event.type === 'case.fallback-opened' && before.status !== 'failed')
    expect(before.override !== null || openWays(before).length === 0, 'R3').toBe(true);
  if (
    event.type === 'case.mail-asked' &&
    ['recovery-link', 'ask-again', 'self-help', 'link-reminder'].includes(event.data.template)
  )
    expect(
      addressStanding(
        before.account!.addresses.find(({ id }) => id === event.data.addressId)!,
        before.openedAt,
        days,
      ),
      'R5',
    ).toBe('usable');
  if (event.type === 'case.submitted') {
    const link = before.links.find(({ checkId }) => checkId === event.data.checkId);
    expect(link, 'R4: only the newest').toBe(currentLink(before));
    expect(['used', 'replaced', 'expired'], 'R4').not.toContain(link?.state);
    expect(link!.expiresAt! > happened.now, 'R4: before its end').toBe(true);
  }
  rulesOfDeciding(before, event, after, policy);
  rulesOfTheDisable({ ...happened, before });
  expect(
    after.links.filter((link) => ['asked', 'running', 'opened', 'undeliverable'].includes(link.state)).length,
    'R4: one link lives',
  ).toBeLessThanOrEqual(1);
  if (after.status === 'awaiting-second')
    for (const made of standingApprovals(after))
      expect(made.digest, 'R23: an approval that stands is over what is shown').toBe(digest(after));
  if (after.status === 'fallback-review')
    for (const made of after.fallback!.decisions) if (!made.void) expect(made.digest, 'R23').toBe(digest(after));
  if (after.frozen !== null && after.disable !== null)
    expect(
      mayExecute(after, '2999-01-01T00:00:00.000Z', policy, () => null),
      'R7',
    ).toMatchObject({ code: 'frozen' });
  // What has to follow is asked for in the same append.
  if (event.type === 'case.mail-asked' || event.type === 'case.mail-asked-again')
    expect(effects.map(({ kind }) => kind)).toEqual(['send-mail']);
  if (event.type === 'case.frozen' && event.data.via !== 'staff' && after.status === 'recovered')
    expect(
      effects.map(({ kind }) => kind),
      'R7: secured again',
    ).toEqual(['open-re-secure']);
  if (event.type === 'case.recovered')
    expect(
      effects.map(({ kind }) => kind),
      'R16: temporary access leaves 2FA on',
    ).toEqual(after.disable?.how === 'temporary-access' ? [] : ['watch']);
};
