import { IconHandStop, IconLockOff, IconLockOpen2 } from '@tabler/icons-react';
import type { CaseView } from '#contract/cases';
import type { ReviewView } from '#contract/review';
import type { How } from '#domain/case/events';
import { useZone } from '../app/desk';
import { dateText } from '../ui/times';
import { reviewTexts } from './texts';
import styles from './WhatHappens.module.css';

const { dialog } = reviewTexts;
const initials = (name: string): string =>
  name
    .split(/[\s-]+/)
    .filter(Boolean)
    .map((part) => part.charAt(0))
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join('')
    .toUpperCase();

/** The account again, with its system: so that a wrong one is noticed. */
const AccountCard = ({ view, account }: { readonly view: ReviewView; readonly account: CaseView['account'] }) => (
  <div className={styles.card} role="group" aria-label={dialog.box}>
    <span className={styles.avatar} aria-hidden>
      {initials(view.account.name)}
    </span>
    <div className={styles.who}>
      <span>
        <strong>{view.account.name}</strong> <span className={styles.quiet}>{view.firm}</span>
      </span>
      <span>{account?.login ?? view.account.linkWentTo}</span>
    </div>
    <div className={styles.system}>
      <span>{view.account.system}</span>
      <span>{view.account.role}</span>
    </div>
  </div>
);

/**
 * What a disable, or temporary access (R16), will do, in its order, and what it leaves alone. The steps say most of the
 * system's limits; those that also matter to this decision stand below.
 */
export const WhatHappens = ({
  view,
  account,
  how,
}: {
  readonly view: ReviewView;
  readonly account: CaseView['account'];
  readonly how: How;
}) => {
  const zone = useZone();
  const { factors, sessions, can } = view.account;
  const hours = view.risk.coolingOffHours;
  const told =
    account?.addresses
      .filter((address) => address.standing !== 'replaced-long-ago')
      .map((address) => address.address) ?? null;
  const isAccess = how === 'temporary-access';
  const limits = view.account.limits.filter(({ about }) => about === 'lock');
  const fixed = isAccess ? [] : factors.filter(({ removable }) => !removable);
  const named = (listed: typeof factors): string =>
    listed
      .map(({ kind, label, createdAt }) =>
        dialog.factor(kind, label, createdAt === null ? null : dateText(createdAt, zone)),
      )
      .join(' · ');
  const byDesk = factors.filter(({ removable }) => removable);
  const removed = [
    factors.length === 0 ? dialog.noFactors : dialog.removed(byDesk.length),
    `${can.removal === 'all' ? `${dialog.atOnce} ` : ''}${named(byDesk)}`,
  ] as const;
  const ended =
    can.sessions === 'neither'
      ? ([dialog.sessionsStay, dialog.sessionsStayWords] as const)
      : sessions === null
        ? ([dialog.sessions(0), dialog.sessionsUnknown] as const)
        : ([
            dialog.sessions(sessions.length),
            sessions.length === 0 ? dialog.noSessions : sessions.join(', '),
          ] as const);
  const demanded =
    can.demand === 'in-force'
      ? ([dialog.enrol, dialog.enrolWords] as const)
      : ([dialog.notDemanded, dialog.notDemandedWords[can.demand]] as const);
  const steps: readonly (readonly [title: string, words: string])[] = [
    ...(hours > 0 ? [[dialog.cooling(hours), dialog.coolingWords] as const] : []),
    ...(isAccess
      ? [ended, [dialog.granted(view.temporaryAccessHours ?? 0), dialog.grantedWords] as const]
      : [demanded, removed, ended]),
    [dialog.readBack, (isAccess ? dialog.accessReadBackWords : dialog.readBackWords)(can.sessions === 'listed')],
    [
      dialog.told(told?.length ?? view.account.addresses),
      `${told === null ? '' : `${told.join(', ')}. `}${dialog.toldWords}`,
    ],
  ];
  return (
    <>
      <AccountCard view={view} account={account} />
      {fixed.length > 0 && (
        <div className={styles.limits} role="note" data-warn>
          <IconHandStop size={16} stroke={1.7} aria-hidden />
          <span>
            <strong>{dialog.byHand(fixed.length)}</strong> {named(fixed)}. {dialog.byHandWords}
          </span>
        </div>
      )}
      <h3 className={styles.title}>{dialog.what}</h3>
      <ol className={styles.steps}>
        {steps.map(([title, words], index) => (
          <li key={title} className={styles.step}>
            <span className={styles.number} aria-hidden>
              {index + 1}
            </span>
            <div>
              <strong>{title}</strong>
              {words !== '' && <p>{words}</p>}
            </div>
          </li>
        ))}
      </ol>
      {limits.map(({ about, words }) => (
        <div key={about} className={styles.limits} role="note">
          <IconLockOff size={16} stroke={1.7} aria-hidden />
          <span>{words}</span>
        </div>
      ))}
      <p className={styles.stays}>
        <IconLockOpen2 size={16} stroke={1.7} aria-hidden />
        <span>
          <strong>{dialog.staysTitle}</strong> {isAccess ? dialog.accessStays : dialog.stays}{' '}
          {view.temporaryAccessHours === null && dialog.temporary(view.account.system)}
        </span>
      </p>
    </>
  );
};
