import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  lookSignedIn,
  openDeskAt,
  passLookedAt,
  reviewer,
  sendLink,
  submitForm,
  type DeskAt,
} from '#support/approved-case';
import { bundledStore } from '#support/store-bundle';
import { temporaryFolder } from '#support/store-process';
import { launchFork } from '#main/store/launch-fork';
import type { AnswerOf, AskOf, StoreOp } from '#main/store/protocol';

/** A question to the store, as it crossed to its process, with its answer. */
type Question = { readonly op: StoreOp; readonly request: unknown; answer?: unknown };

const folder = temporaryFolder();
let questions: Question[] = [];
let desk: DeskAt;
beforeAll(async () => {
  const launch = launchFork(await bundledStore(), process.execPath);
  desk = await openDeskAt(folder.path, {
    launchStore: () => {
      const channel = launch();
      const open = new Map<number, Question>();
      channel.onMessage((message) => {
        if (message.kind !== 'answer') return;
        const asked = open.get(message.id);
        if (asked !== undefined) asked.answer = message.value;
      });
      return {
        ...channel,
        postMessage: (message) => {
          if (message.kind === 'ask') {
            const question: Question = { op: message.op, request: message.request };
            open.set(message.id, question);
            questions.push(question);
          }
          channel.postMessage(message);
        },
      };
    },
  });
}, 60_000);
afterAll(async () => {
  await desk.drop();
  folder.remove();
});

const of = <O extends StoreOp>(op: O) =>
  questions
    .filter((one) => one.op === op)
    .map((one) => ({ request: one.request as AskOf<O>, answer: one.answer as AnswerOf<O> }));
const appended = () => of('append').map(({ request, answer }) => ({ request, isTaken: answer?.ok === true }));
const events = () =>
  appended()
    .filter(({ isTaken }) => isTaken)
    .map(({ request }) => request.streams.flatMap((one) => one.events.map(({ type }) => type)).join(' '))
    .filter((types) => types !== '');
const count = (all: readonly string[]): Readonly<Record<string, number>> => {
  const times: Record<string, number> = {};
  for (const one of all) times[one] = (times[one] ?? 0) + 1;
  return times;
};

test('a decision with its disable asks the store for what each step rests on, once, and for a handful beside it', async () => {
  const { caseId, url } = await sendLink(desk);
  await submitForm(url);
  await desk.until(caseId, ({ status }) => status === 'in-review');
  await desk.mailSettled(caseId);
  // What a sign-in asks belongs to that.
  await desk.signIn(reviewer);
  // R13: so does what a look at the pictures asks.
  const digest = await lookSignedIn(desk, caseId);
  questions = [];
  await passLookedAt(desk, caseId, digest);
  // Asks nobody: what the desk does by itself shows in its own questions.
  await vi.waitFor(() => {
    expect(events().filter((one) => one === 'case.mail-accepted message.kept')).toHaveLength(4);
  }, 20_000);

  const useful = {
    'the decision: the case, the account, the code, and all of it anew before it is written': 7,
    'what happened, each in one append': 14,
    'a lease for each deed: the disable, the pictures, four messages': 6,
    'the disable: the case, then its account, and its account again where it begins': 3,
    'what a step rests on, right before its deed': 7,
    'the case of the pictures, and of each message': 5,
  };
  expect(count(events())).toEqual({
    'case.decided case.approved case.mail-asked case.mail-asked': 1,
    'case.disable-begun': 1,
    // The list, the demand, two factors, the sessions, the comparison; telling comes with the end.
    'case.disable-step': 6,
    'case.mail-asked case.mail-asked case.disable-step case.recovered': 1,
    'case.evidence-destroyed': 1,
    'case.mail-accepted message.kept': 4,
  });
  // The disable is leased a second time where it looked before a notice was taken (R8).
  const leases = of('leaseEffect').filter(({ answer }) => answer.effect !== null).length;
  expect([6, 7]).toContain(leases);
  const waited = leases === 7 ? { 'its lease': 1, 'what it looked at': 2, 'put aside': 1 } : {};
  // Each of the two notices asks whether a disable waits for it; one of them wakes it.
  const woken = { 'whether it waits': of('effectsOf').length, woken: leases - 6 };
  expect(of('effectsOf').length).toBeLessThanOrEqual(2);
  // Deeds of one case side by side: the one that comes second is refused, reads the case, and writes again.
  const collisions = appended().filter(({ isTaken }) => !isTaken).length;
  const beside =
    questions.length -
    2 * collisions -
    Object.values({ ...useful, ...waited, ...woken }).reduce((sum, one) => sum + one, 0);
  // Two lanes that read in one breath cost one question, so it may be fewer.
  expect(beside).toBeLessThanOrEqual(3);
  expect(new Set(questions.map(({ op }) => op))).toEqual(
    new Set(['readStreams', 'append', 'leaseEffect', ...(of('effectsOf').length > 0 ? ['effectsOf'] : [])]),
  );
}, 60_000);
