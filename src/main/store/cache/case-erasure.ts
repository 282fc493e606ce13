/** R18 and erasure, in a folded case. */
import type { CaseState } from '#domain/case/state';

const withoutWhy = <W extends { readonly why: string | null } | null>(way: W): W =>
  way === null ? way : { ...way, why: null };

/** A case as it folds once a key of it is gone: the key of the identity, or that of the contact. */
export const withoutSealed = (state: CaseState, isIdentity: boolean): CaseState =>
  isIdentity
    ? {
        ...state,
        decisions: state.decisions.map((made) => ({ ...made, printedName: null, nameReason: null, note: null })),
        fallback: state.fallback && {
          ...state.fallback,
          decisions: state.fallback.decisions.map((made) => ({ ...made, reason: null })),
        },
      }
    : {
        ...state,
        account: null,
        callerWords: null,
        callerGave: null,
        reference: null,
        override: state.override && { ...state.override, reason: null },
        frozen: state.frozen && { ...state.frozen, words: null },
        selfHelp: {
          'still-signed-in': withoutWhy(state.selfHelp['still-signed-in']),
          'backup-code': withoutWhy(state.selfHelp['backup-code']),
          'someone-in-the-firm': withoutWhy(state.selfHelp['someone-in-the-firm']),
        },
        disable: state.disable && {
          ...state.disable,
          factors: state.disable.factors.map((factor) => ({ ...factor, label: '' })),
          stopped: state.disable.stopped && { ...state.disable.stopped, found: null },
        },
        mails: state.mails.map((mail) => ({
          ...mail,
          to: null,
          own: null,
          before: mail.before && { ...mail.before, way: withoutWhy(mail.before.way) },
        })),
        snooze: state.snooze && { ...state.snooze, reason: null },
        fallback: state.fallback && {
          ...state.fallback,
          reason: null,
          attestation: state.fallback.attestation && { ...state.fallback.attestation, attestor: null },
          items: Object.fromEntries(
            Object.entries(state.fallback.items).map(([key_, item]) => [key_, { ...item, note: null }]),
          ),
        },
      };
