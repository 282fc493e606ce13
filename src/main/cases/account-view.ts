/** The account's facts as the case shows them, and the ways back that they leave open (R3, R5). */
import type { CaseView } from '#contract/cases';
import type { AccountFacts } from '#domain/case/account';
import { addressStanding } from '#domain/case/account';
import { ways } from '#domain/case/events';
import { contactDays } from '#domain/case/notices';
import type { CaseState } from '#domain/case/state';
import type { Policy } from '#domain/policy/policy';
import { wayBecauseWords } from '#contract/words/way';
import { factorWords, limitsOf } from './account-words';
import { explainFinding, explainHelper, helpersOf, waysBack, wayWords } from '#domain/triage/ways';

/** The account itself. */
export const accountView = (
  state: CaseState,
  facts: AccountFacts,
  policy: Policy,
): NonNullable<CaseView['account']> => ({
  system: state.accountSystem ?? '',
  readAt: facts.readAt,
  name: facts.name,
  nameSince: facts.nameSince,
  login: facts.login,
  firmName: facts.firmName,
  firmSize: facts.members === 'unknown' ? null : facts.members.length,
  role: facts.role,
  language: facts.language,
  timeZone: facts.timeZone,
  factors: facts.factors.map((factor) => ({
    id: factor.id,
    kind: factor.kind,
    name: factorWords(factor),
    label: factor.label,
    createdAt: factor.createdAt,
    codesLeft: factor.codesLeft ?? null,
  })),
  sessions:
    facts.sessions === 'unknown'
      ? null
      : facts.sessions.map((session) => ({ device: session.device, lastSeenAt: session.lastSeenAt })),
  limits: limitsOf(facts),
  addresses: facts.addresses.map((address) => ({
    addressId: address.id,
    address: address.address,
    since: address.since,
    basis: address.basis ?? 'system',
    until: address.until,
    standing: addressStanding(address, state.openedAt, contactDays(policy)),
  })),
  looks: facts.looks === undefined ? null : { ...facts.looks },
  mayDisable: helpersOf(facts).map((helper) => ({
    name: helper.name,
    role: helper.role,
    may: helper.may,
    why: explainHelper(helper),
  })),
});

const wayFacts = (
  way: (typeof ways)[number],
  state: CaseState,
): Pick<CaseView['selfHelp'][number], 'open' | 'hint' | 'words'> => {
  const { account } = state;
  const nothing = { title: '', intro: '', steps: [], never: '' };
  if (account === null) return { open: false, hint: 'The account was not read.', words: { en: nothing, fr: nothing } };
  const found = (state.triage.length > 0 ? state.triage : waysBack(account)).find((one) => one.way === way);
  const words = (language: 'en' | 'fr') => {
    const { title, intro, steps, never } = wayWords(way, account, language);
    return { title, intro, steps: [...steps], never };
  };
  return {
    open: found?.open ?? true,
    hint: found === undefined ? '' : explainFinding(found, account),
    words: { en: words('en'), fr: words('fr') },
  };
};

/** The ways back, with what was said of each. */
export const selfHelpView = (state: CaseState, nameOf: (actor: string) => string): CaseView['selfHelp'] =>
  ways.map((way) => {
    const done = state.selfHelp[way];
    return {
      way,
      outcome: done?.outcome ?? null,
      why: done?.why ?? (done?.because ? wayBecauseWords[done.because] : null),
      by: done ? nameOf(done.by) : null,
      at: done?.at ?? null,
      ...wayFacts(way, state),
    };
  });
