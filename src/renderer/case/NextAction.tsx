import { Button } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import type { CaseView } from '#contract/cases';
import { useNavigation } from '../app/navigation';
import { useCall } from '../app/queries';
import { useSession } from '../app/session';
import { caseTexts } from '../app/texts/case';
import { ruleWords } from '../app/texts/rules';
import { Failure } from '../ui/Failure';
import { Key } from '../ui/Key';
import { PersonAvatar } from '../ui/PersonAvatar';
import { roleNames } from '../app/texts/words';
import type { CaseActions } from './use-case-actions';
import styles from './NextAction.module.css';

type Props = { readonly view: CaseView; readonly actions: CaseActions; readonly isFull: boolean };

/** R9: who could decide instead, one press away. */
const HandOver = ({ actions }: { readonly actions: CaseActions }) => {
  const { who } = useSession();
  const colleagues = useCall('cases.colleagues', {}).data?.people ?? [];
  const others = colleagues.filter((person) => person.role === 'reviewer' && person.staffId !== who.staffId).slice(0, 3);
  return (
    <ul className={styles.others}>
      {others.map((person, index) => (
        <li key={person.staffId}>
          <PersonAvatar person={person} /><span className={styles.otherName}>{person.name}</span><span className={styles.otherRole}>{roleNames[person.role]}</span>
          <Button variant={index === 0 ? 'filled' : 'default'} loading={actions.isBusy} onClick={() => actions.assign(person.staffId)}>{caseTexts.handOver(person.name.split(' ')[0] ?? person.name)}</Button>
        </li>
      ))}
    </ul>
  );
};

const RefusedNext = ({ view, actions }: Omit<Props, 'isFull'>) => {
  const { next } = view;
  if (next.refusal === null) return null;
  const canHandOver = next.action === 'review' && next.refusal.rule === 'R9' && actions.why.assign === null;
  return (
    <section className={styles.refused} role="alert" aria-label={caseTexts.cant[next.action]}>
      <div className={styles.refusedHead}>
        <IconHandStop size={20} stroke={1.8} aria-hidden />
        <div><h2 className={styles.title}>{caseTexts.cant[next.action]}</h2><p>{next.refusal.message}</p></div>
      </div>
      <dl className={styles.facts}>
        {next.refusal.rule !== null && <><dt>{caseTexts.rule}</dt><dd><strong>{ruleWords(next.refusal.rule)}</strong> <span className={styles.rule}>{next.refusal.rule}</span></dd></>}
        {next.refusal.way !== null && <><dt>{caseTexts.makesPossible}</dt><dd>{next.refusal.way}</dd></>}
      </dl>
      {canHandOver && <HandOver actions={actions} />}
      <Failure failure={actions.failure} />
    </section>
  );
};

/** The mail whose repetition is the next thing to do: the link's own first. */
const mailToRepeat = (view: CaseView): string | null => {
  const again = view.mails.filter((mail) => mail.canSendAgain);
  return (again.find((mail) => mail.template === 'recovery-link' || mail.template === 'ask-again') ?? again[0])?.mailId ?? null;
};

/** What to do next, with its reason: the first thing on the page, and its one filled button. A refusal stands in the same place. */
export const NextAction = ({ view, actions, isFull }: Props) => {
  const go = useNavigation((state) => state.go);
  const { next } = view;
  if (next.refusal !== null) return <RefusedNext view={view} actions={actions} />;
  const label = caseTexts.button[next.action];
  const run: Readonly<Record<typeof next.action, (() => void) | null>> = {
    'rule-out-self-help': isFull ? null : () => go('case', view.caseId),
    'send-link': () => actions.show('send'), 'new-link': () => actions.show('send'),
    'send-again': () => { const mailId = mailToRepeat(view); if (mailId !== null) actions.sendAgain(mailId); },
    review: actions.openReview, 'watch-disable': () => actions.show('steps'), 'resume-disable': () => actions.show('steps'), 'lift-freeze': () => actions.show('unfreeze'), 'ask-lead': () => actions.show('assign'),
    wait: null, 'alternate-method': null, none: null,
  };
  const onPress = run[next.action];
  const key = next.action === 'send-link' || next.action === 'new-link' ? 's' : next.action === 'rule-out-self-help' ? 'enter' : next.action === 'watch-disable' || next.action === 'resume-disable' ? 'd' : null;
  const isQuiet = next.action === 'none' || next.action === 'wait' || next.action === 'alternate-method';
  return (
    <section className={styles.next} data-quiet={isQuiet || undefined} aria-label={next.title}>
      <h2 className={styles.title}>{next.title}</h2>
      <p className={styles.reason}>{next.reason}</p>
      {label !== '' && onPress !== null && (
        <div className={styles.buttons}>
          <Button loading={actions.isBusy} onClick={onPress} {...(key === null ? {} : { rightSection: <Key keys={key} isOnFill /> })}>{label}</Button>
        </div>
      )}
      <Failure failure={actions.failure} />
    </section>
  );
};
