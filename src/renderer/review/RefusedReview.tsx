import { Button } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useNavigation } from '../app/navigation';
import { useCall, useCommand } from '../app/queries';
import { useMay, useSession } from '../app/session';
import { roleNames } from '../app/texts/words';
import { Failure } from '../ui/Failure';
import { PersonAvatar } from '../ui/PersonAvatar';
import { reviewTexts } from './texts';
import styles from './RefusedReview.module.css';

const { refused } = reviewTexts;

/** R9: who could decide instead, one press away. */
const HandOver = ({ caseId }: { readonly caseId: string }) => {
  const { who } = useSession();
  const assign = useCommand('cases.assign');
  const mayAssign = useMay('case:assign');
  const owner = useCall('cases.get', { caseId }).data?.owner ?? null;
  const people = useCall('cases.colleagues', {}).data?.people ?? [];
  const others = people.filter((person) => person.role === 'reviewer' && person.staffId !== who.staffId);
  if (!mayAssign || others.length === 0) return null;
  const first = others.findIndex((person) => person.staffId !== owner?.staffId);
  return (
    <>
      <ul className={styles.others}>
        {others.slice(0, 4).map((person, index) => (
          <li key={person.staffId}>
            <PersonAvatar person={person} />
            <span className={styles.name}>{person.name}</span>
            <span className={styles.role}>{roleNames[person.role]}</span>
            {person.staffId === owner?.staffId ? (
              <span className={styles.role} role="status">
                {refused.owner}
              </span>
            ) : (
              <Button
                variant={index === first ? 'filled' : 'default'}
                loading={assign.isPending}
                onClick={() => assign.mutate({ caseId, to: person.staffId, note: '' })}
              >
                {refused.handOver(person.name.split(' ')[0] ?? person.name)}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Failure failure={assign.error} />
    </>
  );
};

type RefusedReviewProps = {
  readonly caseId: string;
  readonly title: string;
  readonly message: string;
  readonly rule: string | null;
  readonly way: string | null;
  readonly foot: string;
  readonly canHandOver: boolean;
  readonly children?: ReactNode;
};

/** A refusal in the place of the evidence: what, why, the rule, and what would make it possible. */
export const RefusedReview = ({
  caseId,
  title,
  message,
  rule,
  way,
  foot,
  canHandOver,
  children,
}: RefusedReviewProps) => {
  const go = useNavigation((state) => state.go);
  const words = rule === null ? undefined : refused.rules[rule];
  return (
    <div className={styles.place}>
      <section className={styles.box} role="alert" aria-label={title}>
        <div className={styles.head}>
          <IconHandStop size={20} stroke={1.8} aria-hidden />
          <div>
            <h2>{title}</h2>
            <p>{message}</p>
          </div>
        </div>
        <div className={styles.body}>
          {(rule !== null || way !== null) && (
            <dl className={styles.facts}>
              {rule !== null && (
                <div>
                  <dt>{refused.rule}</dt>
                  <dd>
                    {words !== undefined && <strong>{words}</strong>} <span className={styles.quiet}>{rule}</span>
                  </dd>
                </div>
              )}
              {way !== null && (
                <div>
                  <dt>{refused.way}</dt>
                  <dd>{way}</dd>
                </div>
              )}
            </dl>
          )}
          {canHandOver && <HandOver caseId={caseId} />}
          {children}
          <div className={styles.foot}>
            <span>{foot}</span>
            <span className={styles.ways}>
              <Button variant="default" onClick={() => go('case', caseId)}>
                {reviewTexts.openCase}
              </Button>
              <Button variant="subtle" onClick={() => go('reviews')}>
                {reviewTexts.back}
              </Button>
            </span>
          </div>
        </div>
      </section>
    </div>
  );
};
