/** What can be done with a case, by key, button and menu; what can't be done is listed with the reason. */
import { useState } from 'react';
import type { CaseView } from '#contract/cases';
import { useDesk } from '../app/desk';
import { useKeys } from '../app/keys';
import type { KeyAction } from '../app/keys';
import { useNavigation } from '../app/navigation';
import { useCaseInView, usePracticeCustomer } from '../app/practice-customer';
import { useCommand } from '../app/queries';
import { useMay, useSession, whoMayWords } from '../app/session';
import type { CallFailure } from '../app/bridge';
import { caseTexts } from '../app/texts/case';
import { practiceTexts } from '../app/texts/practice';

export type CaseDialog = 'send' | 'assign' | 'freeze' | 'unfreeze' | 'close' | 'override' | 'steps';
export type CaseActionName = 'assignMe' | 'assign' | 'send' | 'freeze' | 'unfreeze' | 'close' | 'readAgain' | 'steps';

export type CaseActions = {
  readonly dialog: CaseDialog | null;
  readonly show: (dialog: CaseDialog) => void;
  readonly hide: () => void;
  /** Null when the person may and the case allows it. */
  readonly why: Readonly<Record<CaseActionName, string | null>>;
  readonly assign: (to: string | null) => void;
  readonly readAgain: () => void;
  readonly sendAgain: (mailId: string) => void;
  readonly openReview: () => void;
  /** Null on a real desk, which knows no customer's password. */
  readonly practiceSignIn: (() => void) | null;
  readonly isBusy: boolean;
  readonly failure: CallFailure | null;
};

const first = (...reasons: readonly (string | null | false)[]): string | null => reasons.find((reason): reason is string => typeof reason === 'string') ?? null;

/** Registers the keys of the case, too: `isFull` on its own screen. */
export const useCaseActions = (view: CaseView, isFull: boolean): CaseActions => {
  const [dialog, setDialog] = useState<CaseDialog | null>(null);
  const { who } = useSession();
  const { kind } = useDesk();
  const openCustomer = usePracticeCustomer((state) => state.open);
  useCaseInView(view.caseId);
  const go = useNavigation((state) => state.go);
  const assignCommand = useCommand('cases.assign');
  const readCommand = useCommand('cases.readAccount');
  const againCommand = useCommand('cases.sendAgain');
  const may = { assign: useMay('case:assign'), work: useMay('case:work'), send: useMay('link:send'), stop: useMay('case:stop'), unfreeze: useMay('case:unfreeze') };
  const { why: words, action } = caseTexts;
  const isOver = view.status === 'closed' || view.status === 'recovered';
  const over = isOver && words.closed;
  const frozen = view.frozen !== null && words.frozen;

  const why: CaseActions['why'] = {
    assignMe: first(!may.assign && whoMayWords('case:assign'), over, view.owner?.staffId === who.staffId && words.yours, !view.can.assign && words.notNow),
    assign: first(!may.assign && whoMayWords('case:assign'), !view.can.assign && words.notNow),
    send: first(!may.send && whoMayWords('link:send'), over, frozen, !view.linkGate.open && words.gate, !view.can.sendLink && words.notNow),
    freeze: first(!may.stop && whoMayWords('case:stop'), over, frozen, !view.can.freeze && words.notNow),
    unfreeze: first(!may.unfreeze && whoMayWords('case:unfreeze'), !view.can.unfreeze && words.notNow),
    close: first(!may.work && whoMayWords('case:work'), over, frozen, !view.can.close && words.notNow),
    readAgain: first(!may.work && whoMayWords('case:work'), over, frozen),
    steps: view.disable === null ? words.notNow : null,
  };
  const assign = (to: string | null): void => assignCommand.mutate({ caseId: view.caseId, to });
  const readAgain = (): void => readCommand.mutate({ caseId: view.caseId });

  const practiceSignIn = kind === 'practice' ? (): void => openCustomer(view.caseId) : null;

  const keyed = (keys: string, label: string, reason: string | null, run: () => void): KeyAction => ({ keys, label, run, refusal: reason ?? undefined });
  const isNewLink = view.link !== null;
  useKeys(view.person, [
    keyed('a', action.assignMe, why.assignMe, () => assign(who.staffId)),
    keyed('shift+a', action.assign, why.assign, () => setDialog('assign')),
    keyed('s', isNewLink ? action.newLink : action.sendLink, why.send, () => setDialog('send')),
    keyed('x', action.freeze, why.freeze, () => setDialog('freeze')),
    ...(view.frozen === null ? [] : [keyed('', action.unfreeze, why.unfreeze, () => setDialog('unfreeze'))]),
    ...(view.disable === null ? [] : [keyed('d', action.steps, null, () => setDialog('steps'))]),
    keyed('', action.close, why.close, () => setDialog('close')),
    keyed('', action.readAgain, why.readAgain, readAgain),
    ...(practiceSignIn === null ? [] : [keyed('', practiceTexts.open, null, practiceSignIn)]),
    ...(isFull ? [] : [keyed('', action.full, null, () => go('case', view.caseId))]),
  ]);

  const commands: readonly { readonly isPending: boolean; readonly error: CallFailure | null }[] = [assignCommand, readCommand, againCommand];
  return {
    dialog, show: setDialog, hide: () => setDialog(null), why, assign, readAgain,
    sendAgain: (mailId) => againCommand.mutate({ caseId: view.caseId, mailId }),
    openReview: () => go('review', view.caseId), practiceSignIn,
    isBusy: commands.some((command) => command.isPending),
    failure: commands.find((command) => command.error !== null)?.error ?? null,
  };
};

