import { Button } from '@mantine/core';
import { IconHandStop, IconInfoCircle } from '@tabler/icons-react';
import type { CaseView } from '#contract/cases';
import { outcomes } from '#domain/case/events';
import type { Role } from '#domain/access/roles';
import { useNavigation } from '../app/navigation';
import { useCall } from '../app/queries';
import { useSession } from '../app/session';
import { ruleWords } from '../app/texts/rules';
import { outcomeNames, roleNames } from '../app/texts/words';
import { Failure } from '../ui/Failure';
import { Key } from '../ui/Key';
import { PersonAvatar } from '../ui/PersonAvatar';
import { caseTexts } from './texts';
import type { CaseActionName, CaseActions } from './use-case-actions';
import styles from './NextAction.module.css';

type Props = { readonly view: CaseView; readonly actions: CaseActions; readonly isFull: boolean };
type Action = CaseView['next']['action'];
type Refusal = NonNullable<CaseView['next']['refusal']>;

/** Who could do it instead, one press away. */
const HandOver = ({ role, actions }: { readonly role: Role; readonly actions: CaseActions }) => {
  const { who } = useSession();
  const colleagues = useCall('cases.colleagues', {}).data?.people ?? [];
  const others = colleagues.filter((person) => person.role === role && person.staffId !== who.staffId).slice(0, 3);
  return (
    <ul className={styles.others}>
      {others.map((person, index) => (
        <li key={person.staffId}>
          <PersonAvatar person={person} />
          <span className={styles.otherName}>{person.name}</span>
          <span className={styles.otherRole}>{roleNames[person.role]}</span>
          <Button
            variant={index === 0 ? 'filled' : 'default'}
            loading={actions.isBusy}
            onClick={() => actions.assign(person.staffId, person.name)}
          >
            {caseTexts.handOver(person.name.split(' ')[0] ?? person.name)}
          </Button>
        </li>
      ))}
    </ul>
  );
};

/** A rule says no to this person (R9, R7): said once, aloud, with what would make it possible. */
const Refused = ({
  view,
  refusal,
  actions,
}: {
  readonly view: CaseView;
  readonly refusal: Refusal;
  readonly actions: CaseActions;
}) => (
  <section className={styles.refused} role="alert" aria-label={caseTexts.cant[view.next.action]}>
    <div className={styles.refusedHead}>
      <IconHandStop size={20} stroke={1.8} aria-hidden />
      <div>
        <h2 className={styles.title}>{caseTexts.cant[view.next.action]}</h2>
        <p>{refusal.message}</p>
      </div>
    </div>
    <dl className={styles.facts}>
      {refusal.rule !== null && (
        <>
          <dt>{caseTexts.rule}</dt>
          <dd>
            <strong>{ruleWords(refusal.rule)}</strong> <span className={styles.rule}>{refusal.rule}</span>
          </dd>
        </>
      )}
      {refusal.way !== null && (
        <>
          <dt>{caseTexts.makesPossible}</dt>
          <dd>{refusal.way}</dd>
        </>
      )}
    </dl>
    {actions.why.assign === null && <HandOver role={refusal.rule === 'R9' ? 'reviewer' : 'lead'} actions={actions} />}
    <Failure failure={actions.failure} />
  </section>
);

/** It is somebody else's turn: what comes next, and who does it. */
const Others = ({
  view,
  refusal,
  actions,
}: {
  readonly view: CaseView;
  readonly refusal: Refusal;
  readonly actions: CaseActions;
}) => (
  <section className={styles.next} data-quiet aria-label={view.next.title}>
    <h2 className={styles.title}>{view.next.title}</h2>
    <p className={styles.reason}>{view.next.reason}</p>
    <p className={styles.who}>
      <IconInfoCircle size={16} stroke={1.8} aria-hidden />
      <span>
        {refusal.message} {refusal.way}
      </span>
    </p>
    <Failure failure={actions.failure} />
  </section>
);

/** R7, R9: it is theirs by role, but not in this case; somebody else's turn is said more quietly. */
const isAboutThisPerson = ({ rule, code }: Refusal): boolean =>
  rule === 'R7' || (rule === 'R9' && code !== 'role-may-not');

/** The mail whose repetition is the next thing to do: the link's own first. */
const mailToRepeat = (view: CaseView): string | null => {
  const again = view.mails.filter((mail) => mail.barredAgain === null);
  return (
    (again.find((mail) => mail.template === 'recovery-link' || mail.template === 'ask-again') ?? again[0])?.mailId ??
    null
  );
};

/** The oldest first. */
const unreadByMe = (view: CaseView): string | null => view.unread[0] ?? null;

/** Null where the page itself is the way on, or nobody does anything. */
const useRun = ({ view, actions, isFull }: Props): (() => void) | null => {
  const go = useNavigation((state) => state.go);
  const openCase = isFull ? null : (): void => go('case', view.caseId);
  const mailId = mailToRepeat(view);
  const other = view.securedBy;
  const run: Readonly<Record<Action, (() => void) | null>> = {
    'rule-out-self-help': openCase,
    'prepare-fallback': openCase,
    'send-link': actions.sendLink,
    'new-link': actions.sendLink,
    'read-message': () => actions.open(unreadByMe(view)),
    'send-again': mailId === null ? null : () => actions.sendAgain(mailId),
    review: () => go('review', view.caseId),
    'decide-fallback': () => go('fallback', view.caseId),
    'watch-disable': () => actions.show('steps'),
    'resume-disable': () => actions.show('steps'),
    'cooling-off': () => actions.show('steps'),
    'lift-freeze': other === null ? () => actions.show('unfreeze') : () => go('case', other.caseId),
    'ask-lead': () => actions.show('assign'),
    'alternate-method': actions.why.fallback === null ? () => actions.show('fallback') : null,
    'secure-account': actions.why.close === null ? () => actions.show('close') : null,
    'watch-account': view.barred.checkWatch === null ? actions.look : null,
    reopen: actions.why.reopen === null ? () => actions.show('reopen') : null,
    wait: null,
    none: null,
  };
  return run[view.next.action];
};

const keyOf: Readonly<Partial<Record<Action, string>>> = {
  'send-link': 's',
  'new-link': 's',
  'rule-out-self-help': 'enter',
  'prepare-fallback': 'enter',
  'watch-disable': 'd',
  'resume-disable': 'd',
  'cooling-off': 'd',
  'alternate-method': 'm',
  'read-message': 'o',
};
type Beside = {
  readonly name: CaseActionName;
  readonly label: string;
  readonly show: Parameters<CaseActions['show']>[0];
};
const { action } = caseTexts;
/** What else people do at this point, beside the one filled button. */
const beside: Readonly<Partial<Record<Action, readonly Beside[]>>> = {
  'lift-freeze': [
    { name: 'unfreeze', label: action.unfreeze, show: 'unfreeze' },
    { name: 'fraud', label: action.fraud, show: 'fraud' },
    { name: 'revoke', label: action.revoke, show: 'revoke' },
  ],
  'cooling-off': [
    { name: 'revoke', label: action.revoke, show: 'revoke' },
    { name: 'repudiation', label: action.repudiation, show: 'repudiation' },
  ],
  'watch-disable': [{ name: 'revoke', label: action.revoke, show: 'revoke' }],
  'resume-disable': [{ name: 'revoke', label: action.revoke, show: 'revoke' }],
  'alternate-method': [{ name: 'close', label: action.close, show: 'close' }],
  'new-link': [{ name: 'fallback', label: action.fallback, show: 'fallback' }],
  'watch-account': [{ name: 'repudiation', label: action.repudiation, show: 'repudiation' }],
};

/**
 * What to do next, with its reason: the first thing on the page, and its one filled button. Whoever else's turn it is,
 * and a rule's no, stand in the same place.
 */
export const NextAction = (props: Props) => {
  const { view, actions } = props;
  const run = useRun(props);
  const { next } = view;
  if (next.refusal !== null)
    return isAboutThisPerson(next.refusal) ? (
      <Refused view={view} refusal={next.refusal} actions={actions} />
    ) : (
      <Others view={view} refusal={next.refusal} actions={actions} />
    );
  const key = keyOf[next.action];
  const isReopen = next.action === 'reopen';
  const ended = outcomes.find((outcome) => view.status === 'closed' && outcome === view.outcome);
  const title = ended === undefined ? next.title : `${next.title}: ${outcomeNames[ended].toLowerCase()}`;
  // What was done already is looked at first; the freeze is lifted when the other case has secured the account.
  const other = next.action === 'lift-freeze' ? view.securedBy : null;
  const others = (beside[next.action] ?? []).filter(
    (one) => actions.why[one.name] === null && (one.name !== 'unfreeze' || other !== null),
  );
  const label = other !== null ? caseTexts.links.open(other.number) : caseTexts.button[next.action];
  return (
    <section className={styles.next} data-quiet={run === null || isReopen || undefined} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.reason}>{next.reason}</p>
      {(run !== null || others.length > 0) && (
        <div className={styles.buttons}>
          {run !== null && (
            <Button
              variant={isReopen ? 'default' : 'filled'}
              loading={actions.isBusy}
              onClick={run}
              {...(key === undefined ? {} : { rightSection: <Key keys={key} isOnFill /> })}
            >
              {label}
            </Button>
          )}
          {others.map((one) => (
            <Button key={one.name} variant="default" onClick={() => actions.show(one.show)}>
              {one.label}
            </Button>
          ))}
        </div>
      )}
      <Failure failure={actions.failure} />
    </section>
  );
};
