/** What can be done with a case, by key, button and menu; what can't be done is listed with the reason. */
import { useState } from 'react';
import type { CaseView } from '#contract/cases';
import type { RefusalView } from '#contract/shared';
import { useDesk } from '../app/desk';
import { useKeys } from '../app/keys';
import type { KeyAction } from '../app/keys';
import { useNavigation } from '../app/navigation';
import { useCaseInView, usePracticeCustomer } from '../app/practice-customer';
import { useCommand } from '../app/queries';
import { useSession } from '../app/session';
import type { CallFailure } from '../app/bridge';
import { practiceTexts } from '../app/texts/practice';
import { caseTexts } from './texts';
import { forgetUndo, useOfferUndo, useUndo } from './undo';

export type CaseDialog =
  | 'assign'
  | 'freeze'
  | 'unfreeze'
  | 'close'
  | 'fraud'
  | 'override'
  | 'steps'
  | 'fallback'
  | 'withdraw'
  | 'repudiation'
  | 'snooze'
  | 'reopen'
  | 'revoke';
export type CaseActionName =
  | 'assignMe'
  | 'assign'
  | 'send'
  | 'write'
  | 'freeze'
  | 'unfreeze'
  | 'close'
  | 'fraud'
  | 'readAgain'
  | 'steps'
  | 'fallback'
  | 'repudiation'
  | 'snooze'
  | 'reopen'
  | 'revoke';

export type CaseActions = {
  readonly dialog: CaseDialog | null;
  readonly show: (dialog: CaseDialog) => void;
  readonly hide: () => void;
  /** Null when the person may and the case allows it. */
  readonly why: Readonly<Record<CaseActionName, RefusalView | null>>;
  readonly assign: (to: string | null, name: string | null) => void;
  readonly readAgain: () => void;
  /** Opens the composer with the link's mail: what leaves is seen first. */
  readonly sendLink: () => void;
  readonly sendAgain: (mailId: string) => void;
  readonly wake: () => void;
  /** Looks at once whether 2FA is on again; `factors` is what was found last, null before. */
  readonly look: () => void;
  readonly factors: number | null;
  /** Null on a real desk, which knows no customer's password. */
  /** The entry of the thread that is open; a message that came by its own id. */
  readonly opened: string | null;
  readonly open: (id: string | null) => void;
  readonly practiceSignIn: (() => void) | null;
  readonly isBusy: boolean;
  readonly failure: CallFailure | null;
};

/** Registers the keys of the case, too: `isFull` on its own screen; `begin` is what of its thread is open at first. */
export const useCaseActions = (view: CaseView, isFull: boolean, begin: string | null = null): CaseActions => {
  const [dialog, setDialog] = useState<CaseDialog | null>(null);
  const [opened, setOpened] = useState(begin);
  const { who } = useSession();
  const { kind } = useDesk();
  const openCustomer = usePracticeCustomer((state) => state.open);
  useCaseInView(view.caseId);
  const go = useNavigation((state) => state.go);
  const offerUndo = useOfferUndo();
  const assignCommand = useCommand('cases.assign');
  const readCommand = useCommand('cases.readAccount');
  const againCommand = useCommand('cases.sendAgain');
  const wakeCommand = useCommand('cases.wake');
  const lookCommand = useCommand('cases.checkWatch');
  const { why: words, action } = caseTexts;
  const { caseId, barred } = view;
  const isOver = view.status === 'closed' || view.status === 'recovered';
  const said = (message: string): RefusalView => ({ code: 'already-done', message, rule: null, way: null });
  const why: CaseActions['why'] = {
    assignMe: barred.assign ?? (view.owner?.staffId === who.staffId ? said(words.yours) : null),
    assign: barred.assign,
    send: barred.sendLink,
    write: barred.sendAnswer,
    freeze: barred.freeze,
    unfreeze: barred.unfreeze,
    close: barred.close,
    fraud: barred.closeAsFraud,
    readAgain: barred.readAccount,
    steps: view.disable === null ? said(words.noDisable) : null,
    fallback: barred.openFallback,
    repudiation: barred.tellRepudiation,
    snooze: view.snooze === null ? barred.snooze : barred.wake,
    reopen: barred.reopen,
    revoke: barred.revoke,
  };
  const assign = (to: string | null, name: string | null): void => {
    const before = view.owner?.staffId ?? null;
    assignCommand.mutate(
      { caseId, to, note: '' },
      {
        onSuccess: () => {
          if (to !== before)
            offerUndo(
              name === null ? caseTexts.undo.freed(view.number) : caseTexts.undo.assigned(view.number, name),
              'cases.assign',
              { caseId, to: before, note: '' },
            );
        },
      },
    );
  };
  const sendLink = (): void => go('compose', caseId, 'recovery-link');
  const readAgain = (): void => readCommand.mutate({ caseId });
  const wake = (): void =>
    wakeCommand.mutate(
      { caseId },
      {
        onSuccess: () => {
          // Putting it aside was taken back by this: it is not offered once more, here or beside another case.
          const { last } = useUndo.getState();
          if (last?.call === 'cases.wake' && last.input.caseId === caseId) forgetUndo();
        },
      },
    );
  const look = (): void => lookCommand.mutate({ caseId });
  const practiceSignIn = kind === 'practice' ? (): void => openCustomer(caseId) : null;

  const keyed = (keys: string, label: string, reason: RefusalView | null, run: () => void): KeyAction => ({
    keys,
    label,
    run,
    refusal: reason?.message,
  });
  const shows = (keys: string, label: string, reason: RefusalView | null, which: CaseDialog): KeyAction =>
    keyed(keys, label, reason, () => setDialog(which));
  useKeys(view.person, [
    keyed('a', action.assignMe, why.assignMe, () => assign(who.staffId, who.name)),
    shows('shift+a', action.assign, why.assign, 'assign'),
    keyed('s', view.link === null ? action.sendLink : action.newLink, why.send, sendLink),
    // While the ways are gone through, the key sends the words of one.
    keyed(isFull && view.next.action === 'rule-out-self-help' ? '' : 'e', action.write, why.write, () =>
      go('compose', caseId),
    ),
    shows('m', action.fallback, why.fallback, 'fallback'),
    // R7: where a message may say "this wasn't me", the key that stops a case records that it does.
    ...(view.maybeNotMe === null
      ? [shows('x', action.freeze, why.freeze, 'freeze'), shows('', action.repudiation, why.repudiation, 'repudiation')]
      : [
          shows('x', action.repudiation, why.repudiation, 'repudiation'),
          shows('', action.freeze, why.freeze, 'freeze'),
        ]),
    ...(view.frozen === null ? [] : [shows('', action.unfreeze, why.unfreeze, 'unfreeze')]),
    ...(view.disable === null
      ? []
      : [shows('d', action.steps, null, 'steps'), shows('', action.revoke, why.revoke, 'revoke')]),
    ...(view.unread.length === 0
      ? []
      : [keyed('o', action.readMessage, null, () => setOpened(view.unread[0] ?? null))]),
    ...(view.snooze === null
      ? [shows('z', action.snooze, why.snooze, 'snooze')]
      : [keyed('z', action.wake, why.snooze, wake)]),
    isOver ? shows('', action.reopen, why.reopen, 'reopen') : shows('', action.close, why.close, 'close'),
    ...(barred.checkWatch === null ? [keyed('', action.look, null, look)] : []),
    keyed('', action.readAgain, why.readAgain, readAgain),
    ...(practiceSignIn === null ? [] : [keyed('', practiceTexts.open, null, practiceSignIn)]),
    ...(isFull ? [] : [keyed('', action.full, null, () => go('case', caseId))]),
  ]);

  const commands: readonly { readonly isPending: boolean; readonly error: CallFailure | null }[] = [
    assignCommand,
    readCommand,
    againCommand,
    wakeCommand,
    lookCommand,
  ];
  return {
    dialog,
    show: setDialog,
    hide: () => setDialog(null),
    why,
    assign,
    readAgain,
    sendLink,
    wake,
    look,
    factors: lookCommand.data?.factors ?? null,
    sendAgain: (mailId) => againCommand.mutate({ caseId, mailId }),
    opened,
    open: setOpened,
    practiceSignIn,
    isBusy: commands.some((command) => command.isPending),
    failure: commands.find((command) => command.error !== null)?.error ?? null,
  };
};
