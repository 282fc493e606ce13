import { describe, expect, test } from 'vitest';
import {
  account,
  addresses,
  agent,
  caseIn,
  daysBefore,
  decide,
  desk,
  desksNext,
  digest,
  open,
  openedAt,
  reviewer,
  world,
} from '#support/example-case';
import { currentLink } from './state';

describe('telling (R6)', () => {
  const facts = account({ addresses: Object.values(addresses) });

  test('of the request: every known address, the too new and the lately replaced, too', () => {
    const at = world();
    const told = at
      .must(open(facts), agent)
      .flatMap((event) => (event.type === 'case.mail-asked' ? [`${event.data.template} ${event.data.addressId}`] : []));
    expect(told).toEqual(['request-notice old', 'request-notice new', 'request-notice unknown', 'request-notice gone']);
  });

  test('of the approval and the disable: whoever is known then', () => {
    const at = caseIn('in-review');
    at.must(
      {
        kind: 'read-account',
        account: account({
          addresses: [
            addresses.usable,
            addresses.longGone,
            { id: 'older', address: 'olga@home.example', since: daysBefore(100), until: null },
          ],
        }),
        system: 'Sample',
      },
      desk,
    );
    at.must(decide('pass', digest(at.state())), reviewer);
    for (let next = desksNext(at.state()); next !== null; next = desksNext(at.state())) at.must(next, desk);
    const told = (template: string) =>
      at
        .state()
        .mails.filter((mail) => mail.template === template)
        .map(({ addressId }) => addressId);
    expect(at.state().status).toBe('recovered');
    expect(told('approval-notice')).toEqual(['old', 'older']);
    expect(told('disabled-notice')).toEqual(['old', 'older']);
    expect(at.state().openedAt).toBe(openedAt);
  });
});

describe('a message', () => {
  test('is settled once: a second word about it says nothing', () => {
    const at = caseIn('awaiting-customer');
    const { mailId } = currentLink(at.state())!;
    expect(
      at.must(
        { kind: 'mail-failed', mailId, why: { code: 'mail-refused', status: '550 5.1.1', says: 'No such mailbox' } },
        desk,
      ),
    ).toEqual([]);
    expect(
      at.try({ kind: 'mail-accepted', mailId: 'never-asked', messageId: '<x>', rawSha256: 'aa' }, desk),
    ).toMatchObject({ refusal: { code: 'not-found' } });
  });

  test('one that broke leaves the others as they are, and can be asked for again even when the case is over', () => {
    const at = caseIn('in-review');
    at.must(decide('pass', digest(at.state())), reviewer);
    for (let next = desksNext(at.state()); next !== null; next = desksNext(at.state()))
      at.must(
        next.kind === 'mail-accepted' &&
          at.state().mails.find(({ mailId }) => mailId === next.mailId)?.addressId === 'private'
          ? {
              kind: 'mail-failed',
              mailId: next.mailId,
              why: { code: 'mail-refused', status: '550 5.1.1', says: 'No such mailbox' },
            }
          : next,
        desk,
      );
    expect(at.state().status).toBe('recovered');
    const notices = at.state().mails.filter(({ template }) => template === 'disabled-notice');
    expect(notices.map(({ addressId, state }) => `${addressId} ${state}`)).toEqual(['old sent', 'private failed']);
    at.must({ kind: 'send-again', mailId: notices[1]!.mailId }, agent);
    expect(at.state().mails.at(-1)).toMatchObject({ state: 'waiting', rounds: 2 });
    expect(at.state().status).toBe('recovered');
  });
});
