/**
 * A small stateful desk behind the bridge. Inputs and outputs go through the contract, so that it can't drift from
 * main's.
 */
import type { CallName, CallOutput, CallParsed } from '#contract/calls';
import { calls } from '#contract/calls';
import type { CaseView } from '#contract/cases';
import { identityKinds } from '#contract/desk';
import type { DeskState, IdentityKind } from '#contract/desk';
import type { CallError } from '#contract/errors';
import type { Bridge, BridgeEvent, StoreStatus } from '#contract/events';
import type { QueueRow } from '#contract/queue';
import type { SessionState } from '#contract/session';
import type { ThreadEntry } from '#contract/thread';
import type { Permission } from '#domain/access/roles';
import { grants, whoMay } from '#domain/access/roles';
import { selfHelpRefusal } from '#domain/case/may-link';
import { answered, stateOf } from './case/as-state';
import { caseHandlers } from './case/fake-case';
import { withUnread } from './case/fake-received';
import type { FakeMessage } from './case/fake-received';
import { happened, messageOf, threadOf } from './case/fake-thread';
import { composeHandlers } from './compose/fake-compose';
import { makeCases, maya, morning, people, personOf, zone } from './fake-world';

class Refused extends Error {
  readonly error: CallError;
  constructor(error: CallError) {
    super(error.message);
    this.error = error;
  }
}
/** Answers a call with a refusal, from inside a handler. */
export const refuse = (
  code: CallError['code'],
  message: string,
  more: Omit<CallError, 'code' | 'message'> = {},
): never => {
  throw new Refused({ code, message, ...more });
};

type Handler<N extends CallName> = (input: CallParsed<N>) => CallOutput<N> | Promise<CallOutput<N>>;
type Handlers = { [N in CallName]: Handler<N> };

export type FakeDesk = {
  readonly bridge: Bridge;
  /** What was asked, oldest first. */
  readonly asked: { readonly name: CallName; readonly input: unknown }[];
  readonly askedFor: <N extends CallName>(name: N) => CallParsed<N>[];
  cases: CaseView[];
  /** What came by mail, newest first, by case. */
  readonly received: Map<string, readonly FakeMessage[]>;
  desk: DeskState;
  session: SessionState;
  strip: CallOutput<'desk.strip'>;
  looks: CallOutput<'looks.list'>;
  vaultChoices: CallOutput<'desk.vaultChoices'>;
  readonly emit: (event: BridgeEvent) => void;
  /** Puts another answer in the place of a call's own. */
  readonly on: <N extends CallName>(name: N, handler: Handler<N>) => void;
  readonly signIn: (staffId: string) => void;
  readonly changeCase: (caseId: string, change: (view: CaseView) => CaseView) => void;
  readonly setStore: (status: StoreStatus) => void;
};

const done = { done: true } as const;
const ready: StoreStatus = { state: 'ready', message: 'Ready.', progress: null };

/** Self-help that is ruled out is followed by the link. */
const onward = (view: CaseView): CaseView =>
  view.status === 'triage' && selfHelpRefusal(stateOf(view)) === null && view.next.action === 'rule-out-self-help'
    ? {
        ...view,
        next: { action: 'send-link', title: 'Send the link', reason: 'The faster ways are ruled out.', refusal: null },
      }
    : view;

const rowOf = (view: CaseView): QueueRow => ({
  caseId: view.caseId,
  number: view.number,
  person: view.person,
  firm: view.firm,
  status: view.status,
  frozen: view.frozen !== null,
  nextStep: view.next.title,
  link: view.link === null ? { state: 'none', at: null } : { state: view.link.state, at: view.link.at },
  review: { state: view.review.state, at: view.review.at ?? view.review.ifSubmittedNow?.dueAt ?? null },
  reviewCalendar: view.review.due?.calendarId ?? null,
  marks: view.marks,
  unread: view.unread.length,
  owner: view.owner,
  updatedAt: view.openedAt,
});

const isOpenCase = (view: CaseView): boolean => view.status !== 'closed' && view.status !== 'recovered';
const startsWithWords = (row: QueueRow, search: string): boolean =>
  search
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((word) =>
      [row.number, ...`${row.person} ${row.firm}`.split(/[\s-]+/)].some((part) => part.toLowerCase().startsWith(word)),
    );

/** A desk with so many cases, `signed-in` as Maya (agent), open, online, ready: change what a test is about. */
export const makeFakeDesk = (options: { readonly cases?: number; readonly as?: string | null } = {}): FakeDesk => {
  const listeners = new Set<(event: unknown) => void>();
  let identity: IdentityKind = 'sample';
  const overrides = new Map<CallName, Handler<CallName>>();
  const signedIn = (staffId: string): SessionState => ({
    state: 'signed-in',
    who: personOf(staffId),
    permissions: [...grants[personOf(staffId).role]],
    idleMinutes: 10,
    remembered: [personOf(staffId), personOf('daniel')],
    backupCodesLeft: 10,
  });
  const signedOut = (): SessionState => ({ state: 'signed-out', people: [...people], lastStaffId: 'maya' });

  const find = (caseId: string): CaseView =>
    fake.cases.find((view) => view.caseId === caseId) ?? refuse('not-found', 'There is no such case.');
  const change = (caseId: string, edit: (view: CaseView) => CaseView): void => {
    fake.cases = fake.cases.map((view) =>
      view.caseId === caseId ? onward({ ...edit(view), version: view.version + 1 }) : view,
    );
    fake.emit({ type: 'changed', topics: ['queue', `case:${caseId}`] });
  };
  /** What was done since the morning, newest first, by case. */
  const since = new Map<string, readonly ThreadEntry[]>();
  const add = (
    view: CaseView,
    entry: (place: { readonly id: string; readonly at: string; readonly by: string }) => ThreadEntry,
  ) => {
    const earlier = since.get(view.caseId) ?? [];
    const by = fake.session.state === 'signed-in' ? fake.session.who.name : 'The desk';
    since.set(view.caseId, [
      entry({ id: `since-${earlier.length}`, at: new Date(morning).toISOString(), by }),
      ...earlier,
    ]);
  };
  const told = (view: CaseView, words: string): CaseView => {
    add(view, ({ id, at, by }) => happened(id, at, by, words));
    return view;
  };
  const meNow = () => (fake.session.state === 'signed-in' ? fake.session.who : maya);
  const inView = {
    'all-open': isOpenCase,
    mine: (view: CaseView) => isOpenCase(view) && view.owner?.staffId === meNow().staffId,
    unassigned: (view: CaseView) => isOpenCase(view) && view.owner === null,
    'due-today': (view: CaseView) =>
      isOpenCase(view) &&
      rowOf(view).review.state === 'running' &&
      Date.parse(rowOf(view).review.at ?? '') < morning + 86_400_000,
    snoozed: (view: CaseView) => view.snooze !== null,
    watched: (view: CaseView) => view.watch !== null && view.watch.endedAt === null,
    closed: (view: CaseView) => !isOpenCase(view),
  };

  const handlers: Handlers = {
    'session.state': () => fake.session,
    'session.signIn': ({ staffId, password, code }) => {
      if (password !== 'practice makes perfect' || code === '000000')
        return refuse('wrong-credentials', 'Password or code is wrong.', {
          way: 'A code counts once: wait for the next one.',
        });
      fake.session = signedIn(staffId);
      return fake.session;
    },
    'session.switchTo': ({ staffId, code }) => {
      if (code === '000000')
        return refuse('wrong-credentials', 'That code is wrong, or this person has not signed in yet.');
      fake.session = signedIn(staffId);
      fake.emit({ type: 'session', reason: 'signed-in' });
      return fake.session;
    },
    'session.lock': () => {
      fake.session = { state: 'locked', who: meNow(), people: [...people], since: new Date(morning).toISOString() };
      fake.emit({ type: 'session', reason: 'locked' });
      return done;
    },
    'session.signOut': () => {
      fake.session = signedOut();
      fake.emit({ type: 'session', reason: 'signed-out' });
      return done;
    },
    'session.touch': () => done,
    'session.makeBackupCodes': () => ({
      codes: Array.from({ length: 10 }, (_, index) => `code-${String(index).padStart(4, '0')}`),
    }),
    'desk.state': () => fake.desk,
    'desk.strip': () => fake.strip,
    'looks.list': () => fake.looks,
    'inbox.standing': () => ({
      mailbox: 'the practice mailbox',
      lookedAt: new Date(morning).toISOString(),
      failing: null,
      waiting: 0,
      putAside: 0,
    }),
    'inbox.list': () => ({ rows: [], next: null }),
    'inbox.message': () => refuse('not-found', 'There is no such message.'),
    'inbox.attach': () => done,
    'inbox.putAside': () => done,
    'desk.openPractice': () => {
      fake.desk = { ...fake.desk, stage: 'open', kind: 'practice', company: 'Lumen Practice' };
      fake.session = signedOut();
      fake.emit({ type: 'desk' });
      return done;
    },
    'desk.beginSetUp': () => ({ enrolmentId: 'enrolment-1', secret: 'JBSWY3DPEHPK3PXP', otpauthQr: picture }),
    'desk.finishSetUp': ({ code }) => {
      if (code === '000000') return refuse('wrong-code', 'That code is wrong.');
      fake.desk = { ...fake.desk, stage: 'open', kind: 'real', company: 'Lumen' };
      fake.session = signedOut();
      fake.emit({ type: 'desk' });
      return { backupCodes: Array.from({ length: 10 }, (_, index) => `once-${String(index).padStart(4, '0')}`) };
    },
    'desk.unlockVault': ({ passphrase }) => {
      if (passphrase !== 'correct horse battery')
        return refuse('wrong-credentials', 'That is not the desk’s passphrase.');
      fake.desk = { ...fake.desk, stage: 'open' };
      fake.emit({ type: 'desk' });
      return done;
    },
    'desk.vaultChoices': () => fake.vaultChoices,
    'desk.openMailbox': () => done,
    'desk.openAuthenticator': () => done,
    'desk.openIdentitySystem': () => done,
    'desk.practiceCodes': () => ({
      password: 'practice makes perfect',
      people: people.map((one, index) => ({
        staffId: one.staffId,
        name: one.name,
        role: one.role,
        code: String(418_093 + index * 1111),
        nextCode: String(100_200 + index),
        validUntil: new Date(Math.floor(Date.now() / 30_000) * 30_000 + 30_000).toISOString(),
      })),
    }),
    'desk.practiceCustomer': ({ caseId }) => ({
      name: find(caseId).person,
      login: `${caseId}@sample.example`,
      password: 'quiet-river-41',
      code: '418093',
      codeValidUntil: new Date(morning + 12_000).toISOString(),
      apps: [{ label: 'iPhone', code: '418093' }],
      backupCodesLeft: 3,
    }),
    'desk.identityKinds': () => ({
      chosen: identity,
      kinds: identityKinds.map((kind) => ({
        kind,
        limits: kind === 'sample' ? [] : [`${kind} offers no temporary access.`],
      })),
    }),
    'desk.chooseIdentityKind': ({ kind }) => {
      identity = kind;
      return done;
    },
    'desk.replaceEarlier': () => {
      fake.desk = { ...fake.desk, stage: 'open', earlier: null };
      fake.emit({ type: 'desk' });
      return done;
    },
    'desk.startOver': () => {
      fake.emit({ type: 'desk' });
      return done;
    },
    'desk.verifyLog': () => ({ ok: true, words: 'Every event hangs together.', events: 312, checkpoints: 4 }),
    'queue.page': ({ view, search, after }) => {
      const rows = fake.cases
        .filter(inView[view])
        .map(rowOf)
        .filter((row) => startsWithWords(row, search));
      const from = after === null ? 0 : Number(after);
      if (search !== '')
        return {
          rows: rows.slice(0, 200),
          next: null,
          newest: rows.length > 200 ? 200 : null,
          calendar: 'ca-federal',
        };
      return {
        rows: rows.slice(from, from + 50),
        next: from + 50 < rows.length ? String(from + 50) : null,
        newest: null,
        calendar: 'ca-federal',
      };
    },
    'queue.counts': () => {
      const n = (view: keyof typeof inView): number => fake.cases.filter(inView[view]).length;
      return {
        allOpen: n('all-open'),
        mine: n('mine'),
        unassigned: n('unassigned'),
        dueToday: n('due-today'),
        reviews: fake.cases.filter((view) => view.status === 'in-review').length,
        snoozed: n('snoozed'),
        watched: n('watched'),
        alerts: 0,
      };
    },
    'cases.findAccounts': ({ query }) => ({
      accounts: fake.cases
        .filter((view) => `${view.person} ${view.firm}`.toLowerCase().includes(query.toLowerCase()))
        .slice(0, 8)
        .map((view) => ({
          accountId: `sample:account-${view.caseId}`,
          name: view.person,
          login: view.account?.login ?? '',
          firmName: view.firm,
          role: view.account?.role ?? 'member',
          firmStatus: 'active' as const,
          openCase: isOpenCase(view) ? { caseId: view.caseId, number: view.number } : null,
        })),
      more: false,
      missing: [],
    }),
    'cases.open': ({ accountId }) => {
      const view = find(accountId.replace('sample:account-', ''));
      if (isOpenCase(view)) return { caseId: view.caseId, number: view.number, attached: true };
      const fresh: CaseView = onward({
        ...makeCases(7)[6]!,
        caseId: `case-${fake.cases.length + 1}`,
        number: `RD-${2400 + fake.cases.length}`,
        person: view.person,
        firm: view.firm,
      });
      fake.cases = [...fake.cases, fresh];
      fake.emit({ type: 'changed', topics: ['queue'] });
      return { caseId: fresh.caseId, number: fresh.number, attached: false };
    },
    'cases.get': ({ caseId }) => {
      const view = find(caseId);
      const seen = answered(view, meNow());
      return seen.frozen !== null && seen.barred.unfreeze === null
        ? { ...seen, next: { ...seen.next, action: 'lift-freeze', refusal: null } }
        : seen;
    },
    'cases.readAccount': ({ caseId }) => {
      change(caseId, (view) => told(view, 'Account read again'));
      return done;
    },
    'cases.assign': ({ caseId, to }) => {
      change(caseId, (view) => told({ ...view, owner: to === null ? null : personOf(to) }, 'Assigned'));
      return done;
    },
    'cases.note': ({ caseId, text }) => {
      change(caseId, (view) => {
        add(view, (place) => ({ kind: 'note', ...place, words: text }));
        return view;
      });
      return done;
    },
    'cases.overrideSelfHelp': ({ caseId, reason }) => {
      if (reason.length < 20)
        return refuse('reason-missing', 'Say in a sentence (20 characters at least) why self-help is passed over.', {
          rule: 'R3',
          field: 'reason',
        });
      change(caseId, (view) =>
        told(
          { ...view, override: { by: meNow().name, at: new Date(morning).toISOString(), reason } },
          'Self-help overridden',
        ),
      );
      return done;
    },
    'cases.sendAgain': ({ caseId }) => {
      change(caseId, (view) => told(view, 'Sent again'));
      return done;
    },
    'cases.unfreeze': ({ caseId, reason, code }) => {
      if (reason.length < 10)
        return refuse('reason-missing', 'Say why the freeze may be lifted, in at least 10 characters.', {
          rule: 'R7',
          field: 'reason',
        });
      if (code === '000000') return refuse('wrong-code', 'That code is wrong. Four tries are left.');
      change(caseId, (view) => told({ ...view, frozen: null }, 'Freeze lifted'));
      return done;
    },
    ...caseHandlers({ find, change, told, me: meNow }),
    ...composeHandlers({ find, change, told, me: meNow, now: () => new Date(morning) }),
    'cases.resumeDisable': ({ caseId }) => {
      change(caseId, (view) => told({ ...view, status: 'disabling' }, 'Disable resumed'));
      return done;
    },
    'cases.verify': ({ caseId }) => ({ ok: true, events: find(caseId).version, words: 'The history hangs together.' }),
    'cases.thread': (input) =>
      threadOf(
        find(input.caseId),
        since.get(input.caseId) ?? [],
        (fake.received.get(input.caseId) ?? []).map(({ entry }) => entry),
        input,
      ),
    'cases.received': ({ caseId, messageId }) =>
      (fake.received.get(caseId) ?? []).find(({ entry }) => entry.messageId === messageId)?.view ??
      refuse('not-found', 'There is no such message on this case.'),
    'cases.readMessage': ({ caseId, messageId }) => {
      const messages = (fake.received.get(caseId) ?? []).map((one) =>
        one.entry.messageId === messageId
          ? {
              ...one,
              entry: {
                ...one.entry,
                holds: false,
                readBy: [...one.entry.readBy, { name: meNow().name, at: new Date(morning).toISOString() }],
              },
            }
          : one,
      );
      fake.received.set(caseId, messages);
      change(caseId, (view) => withUnread(view, messages));
      return done;
    },
    'cases.message': ({ caseId, mailId }) => messageOf(find(caseId), mailId),
    'cases.colleagues': () => ({ people: [...people] }),
    'review.list': () => ({ rows: [] }),
    'review.get': () => refuse('not-found', 'There is no such review.'),
    'review.openPicture': () => refuse('evidence-gone', 'The picture was destroyed.', { rule: 'R18' }),
    'review.uncover': () => refuse('not-found', 'There is no such review.'),
    'review.decide': () => refuse('not-found', 'There is no such review.'),
    'policy.get': () => refuse('not-found', 'This desk has no policy to show.'),
    'policy.preview': () => refuse('not-permitted', 'A team lead does this.'),
    'policy.change': () => refuse('not-permitted', 'A team lead does this.'),
    'mail.list': () => ({
      rows: [],
      counts: { waiting: 0, sent: 0, failed: 0, undone: 0 },
      next: null,
      server: 'Practice mailbox',
    }),
    'guidance.get': () => refuse('not-found', 'There is no guidance.'),
    'guidance.feedback': () => ({ sections: [], waiting: [], done: [] }),
    'guidance.approve': () => refuse('not-permitted', 'A team lead does this.'),
    'guidance.markDone': () => refuse('not-permitted', 'A team lead does this.'),
    'staff.list': () => ({ people: [], leads: 1 }),
    'staff.invite': () => refuse('not-permitted', 'A team lead does this.'),
    'staff.changeRole': () => refuse('not-permitted', 'A team lead does this.'),
    'staff.endAccess': () => refuse('not-permitted', 'A team lead does this.'),
    'staff.resetPassword': () => refuse('not-permitted', 'A team lead does this.'),
    'staff.vouch': () => refuse('not-permitted', 'Two colleagues do this.'),
    'staff.beginEnrolment': ({ invitation }) =>
      invitation.startsWith('good')
        ? { enrolmentId: 'enrolment-2', name: 'Nadia Berg', secret: 'JBSWY3DPEHPK3PXP', otpauthQr: picture }
        : refuse('wrong-credentials', 'This invitation is unknown or was used already.'),
    'staff.finishEnrolment': () => ({
      staffId: 'nadia',
      backupCodes: Array.from({ length: 10 }, (_, index) => `join-${String(index).padStart(4, '0')}`),
    }),
  };

  const answer = async (name: string, raw: unknown): Promise<unknown> => {
    const declared = calls[name as CallName];
    if (declared === undefined)
      return { ok: false, error: { code: 'unknown-call', message: `There is no call ${name}.` } };
    const input = declared.input.safeParse(raw);
    fake.asked.push({ name: name as CallName, input: input.success ? input.data : raw });
    if (!input.success)
      return {
        ok: false,
        error: {
          code: 'bad-input',
          message: input.error.issues[0]?.message ?? 'Bad input.',
          field: input.error.issues[0]?.path.join('.'),
        },
      };
    const permissions: readonly string[] = fake.session.state === 'signed-in' ? fake.session.permissions : [];
    const { guard } = declared;
    if (guard !== 'anyone' && fake.session.state !== 'signed-in')
      return { ok: false, error: { code: 'not-signed-in', message: 'Nobody is signed in.' } };
    if (guard !== 'anyone' && guard !== 'signed-in' && !permissions.includes(guard))
      return {
        ok: false,
        error: { code: 'not-permitted', message: `Only ${whoMay(guard as Permission).join(' or ')} may.` },
      };
    try {
      const handler = overrides.get(name as CallName) ?? (handlers[name as CallName] as Handler<CallName>);
      return { ok: true, value: declared.output.parse(await handler(input.data as never)) };
    } catch (error) {
      if (error instanceof Refused) return { ok: false, error: error.error };
      throw error;
    }
  };

  const fake: FakeDesk = {
    bridge: {
      call: answer,
      onEvent: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    asked: [],
    askedFor: (name) => fake.asked.filter((one) => one.name === name).map((one) => one.input) as never,
    cases: makeCases(options.cases ?? 18),
    received: new Map(),
    desk: {
      stage: 'open',
      kind: 'practice',
      message: null,
      earlier: null,
      store: ready,
      vault: { protection: 'file', words: 'Kept in a file beside the desk: for practice only.' },
      timeZone: zone,
      company: 'Lumen Practice',
      version: '0.2.0',
      electron: '45.4.1',
      storeWay: { way: 'utility', node: '24.14.0', failed: [] },
    },
    session: options.as === null ? signedOut() : signedIn(options.as ?? 'maya'),
    strip: {
      threatLevel: 'normal',
      online: true,
      lastExchangeAt: new Date(morning).toISOString(),
      mailWaiting: 2,
      mailFailed: 0,
      approvalsWithoutProvider: 1,
      whileAway: null,
    },
    looks: {
      longestGapDays: 6,
      systems: [
        {
          name: 'Sample identity system',
          standing: 'current',
          begunAt: new Date(morning - 40 * 86_400_000).toISOString(),
          countsFrom: null,
          lookedAt: new Date(morning - 3_600_000).toISOString(),
          addresses: 412,
          nextAt: new Date(morning + 6 * 3_600_000).toISOString(),
          failing: null,
        },
      ],
    },
    vaultChoices: { safeStorage: true, words: 'This computer has a key store.' },
    emit: (event) => listeners.forEach((listener) => listener(event)),
    on: (name, handler) => {
      overrides.set(name, handler as unknown as Handler<CallName>);
    },
    signIn: (staffId) => {
      fake.session = signedIn(staffId);
    },
    changeCase: change,
    setStore: (status) => {
      fake.desk = { ...fake.desk, store: status };
      fake.emit({ type: 'store', status });
    },
  };
  return fake;
};

const picture = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 21 21"><path d="M0 0h7v7H0zM14 0h7v7h-7zM0 14h7v7H0zM9 2h2v3H9zM9 9h3v3H9zM14 14h3v3h-3zM18 18h3v3h-3zM10 16h2v4h-2z"/></svg>')}`;
