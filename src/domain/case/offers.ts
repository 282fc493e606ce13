/** What a screen can offer of a case, each by a name of its own, and the answer to all of them for one person. */
import type { Ask, MayFacts } from './asks';
import { mayOffer } from './may-do';
import type { Refusal } from './refusal';
import type { CaseState } from './state';
import { currentLink } from './state';

const asks = {
  assign: { kind: 'assign' },
  snooze: { kind: 'snooze' },
  wake: { kind: 'wake' },
  note: { kind: 'note' },
  readAccount: { kind: 'read-account' },
  recordWay: { kind: 'record-way' },
  overrideSelfHelp: { kind: 'override-self-help' },
  sendSelfHelp: { kind: 'send-self-help' },
  sendLink: { kind: 'send-link' },
  sendAnswer: { kind: 'send-answer' },
  readMessage: { kind: 'read-message' },
  openFallback: { kind: 'open-fallback' },
  prepareFallback: { kind: 'set-fallback-item' },
  askAttestation: { kind: 'ask-attestation' },
  answerAttestation: { kind: 'answer-attestation' },
  submitFallback: { kind: 'submit-fallback' },
  withdrawFallback: { kind: 'withdraw-fallback' },
  decide: { kind: 'decide' },
  decideFallback: { kind: 'decide-fallback' },
  approveFallback: { kind: 'decide-fallback', decision: 'approve' },
  freeze: { kind: 'freeze', via: 'staff' },
  tellRepudiation: { kind: 'freeze', via: 'told' },
  unfreeze: { kind: 'unfreeze' },
  close: { kind: 'close' },
  closeAsFraud: { kind: 'close', outcome: 'fraud' },
  /** With any outcome but fraud: they are all the same to the rules. */
  closeOtherwise: { kind: 'close', outcome: 'withdrawn' },
  reopen: { kind: 'reopen' },
  resume: { kind: 'resume-disable' },
  revoke: { kind: 'revoke-approval' },
  checkWatch: { kind: 'watch-looked' },
} as const satisfies Readonly<Record<string, Ask>>;

/** The link's own message, by whichever mail it went out. */
const ofTheLink = 'sendLinkAgain';
export type Offer = keyof typeof asks | typeof ofTheLink;
export const offerNames: readonly Offer[] = [...(Object.keys(asks) as (keyof typeof asks)[]), ofTheLink];
export type Barred = Readonly<Record<Offer, Refusal | null>>;

/** What is asked for under a name. */
export const askOfOffer = (offer: Offer, state: CaseState): Ask =>
  offer === ofTheLink ? { kind: 'send-again', mailId: currentLink(state)?.mailId ?? '' } : asks[offer];

/** Why each is not offered to this person now; null where it is. */
export const barredFrom = (state: CaseState, facts: MayFacts): Barred =>
  Object.fromEntries(offerNames.map((offer) => [offer, mayOffer(state, askOfOffer(offer, state), facts)])) as Barred;
