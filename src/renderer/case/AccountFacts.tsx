import { IconAddressBook, IconBan, IconCrown, IconUserShield } from '@tabler/icons-react';
import type { CaseView } from '#contract/cases';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { caseTexts } from './texts';
import { channelNames, firmRoleNames, languageNames } from '../app/texts/words';
import { Chip } from '../ui/Chip';
import { Facts, Section } from '../ui/Facts';
import { dateText, dayText, stampText, whenText } from '../ui/times';
import styles from './AccountFacts.module.css';

const { account: words, request } = caseTexts;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What the desk's own looks can say of an age, where the system doesn't. */
const looksLine = ({ looks }: NonNullable<CaseView['account']>, zone: string) =>
  looks === null
    ? []
    : [
        <span key="looks" className={`${styles.line} ${styles.quiet}`}>
          {words.looks[looks.standing](
            dateText(looks.since, zone),
            looks.lastAt === null ? '' : dateText(looks.lastAt, zone),
          )}
        </span>,
      ];

/** What the identity system says about the account, as of when it was read. */
export const AccountFacts = ({ view }: { readonly view: CaseView }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const { account } = view;
  if (account === null)
    return (
      <Section title={words.title}>
        <p className={styles.quiet}>{words.unread}</p>
      </Section>
    );
  // What it doesn't say is unknown in its own row; here is what it can't do.
  const limits = account.limits.filter(({ about }) => !['sessions', 'codes', 'ages', 'firms'].includes(about));
  const factors = account.factors.map((factor) => (
    <span key={factor.id} className={styles.line}>
      {factor.name}
      {factor.label !== '' && factor.label !== factor.name && `, ${factor.label}`}{' '}
      <span className={styles.quiet}>
        {[
          ...(factor.createdAt === null ? [] : [words.since(dateText(factor.createdAt, zone))]),
          ...(factor.codesLeft === null ? [] : [words.codesLeft(factor.codesLeft)]),
        ].join(', ')}
      </span>
    </span>
  ));
  return (
    <Section title={words.title} end={words.readFrom(account.system, stampText(account.readAt, nowMs, zone))}>
      <Facts
        rows={[
          [
            words.name,
            <>
              {account.name}{' '}
              {account.nameSince !== null && (
                <span className={styles.quiet}>{words.nameSince(dateText(account.nameSince, zone))}</span>
              )}
            </>,
          ],
          [words.login, account.login],
          [
            words.role,
            <span key="role" className={styles.icon}>
              {account.role === 'primary-subscriber' ? (
                <IconCrown size={16} stroke={1.7} aria-hidden />
              ) : account.role === 'administrator' ? (
                <IconUserShield size={16} stroke={1.7} aria-hidden />
              ) : null}
              {account.firmSize === null
                ? firmRoleNames[account.role]
                : words.firmOf(firmRoleNames[account.role], account.firmSize)}
            </span>,
          ],
          [words.factors, factors.length === 0 ? words.noFactor : factors],
          [
            words.sessions,
            account.sessions === null
              ? words.sessionsUnknown
              : account.sessions.length === 0
                ? words.noSession
                : account.sessions.map((session) => (
                    <span key={`${session.device} ${session.lastSeenAt}`} className={styles.line}>
                      {words.lastSeen(session.device, whenText(session.lastSeenAt, nowMs, zone))}
                    </span>
                  )),
          ],
          [
            words.addresses,
            [
              ...account.addresses.map((address) => (
                <span key={address.addressId} className={styles.line}>
                  {address.address}{' '}
                  {address.standing === 'usable' && address.since !== null && (
                    <span className={styles.quiet}>{words.age[address.basis](dateText(address.since, zone))}</span>
                  )}
                  {address.standing !== 'usable' && (
                    <Chip tone="warn" icon={<IconAddressBook size={13} aria-hidden />}>
                      {address.standing === 'too-new' && address.since !== null
                        ? `Changed ${dayText(address.since, nowMs, zone)}`
                        : address.standing === 'unknown-since' && address.since !== null
                          ? capital(words.age[address.basis](dateText(address.since, zone)))
                          : words.standing[address.standing]}
                    </Chip>
                  )}
                </span>
              )),
              ...looksLine(account, zone),
            ],
          ],
          [words.language, `${languageNames[account.language]}, ${account.timeZone}`],
          [
            words.risk,
            view.risk.level === 'normal'
              ? words.normal
              : `${words.raised}: ${view.risk.reasons.map((reason) => words.reasons[reason] ?? reason).join(', ')}`,
          ],
          [
            words.limits,
            limits.length === 0
              ? null
              : limits.map(({ words: limit }) => (
                  <span key={limit} className={styles.line}>
                    {limit}
                  </span>
                )),
          ],
          [words.linkTo, view.link?.to ?? null],
          [
            words.enquiries,
            view.enquiries.length === 0
              ? null
              : view.enquiries.map((one) => (
                  <span key={`${one.at} ${one.by}`} className={styles.line}>
                    {one.words}{' '}
                    <span className={styles.quiet}>
                      {words.enquiry(whenText(one.at, nowMs, zone), channelNames[one.channel].toLowerCase(), one.by)}
                    </span>
                  </span>
                )),
          ],
        ]}
      />
    </Section>
  );
};

/** What was asked for, and how. The address that the caller gave is shown so that nobody types it in anywhere. */
export const RequestFacts = ({ view }: { readonly view: CaseView }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  return (
    <Section title={request.title}>
      <Facts
        rows={[
          [
            request.opened,
            request.openedBy(
              whenText(view.openedAt, nowMs, zone),
              channelNames[view.channel].toLowerCase(),
              view.openedBy,
            ),
          ],
          [
            request.asked,
            view.callerWords === '' ? (
              <span key="asked" className={styles.quiet}>
                {request.nothing}
              </span>
            ) : (
              view.callerWords
            ),
          ],
          [
            request.gave,
            view.callerGave === '' ? null : (
              <span key="gave" className={styles.icon}>
                {view.callerGave}{' '}
                <Chip tone="warn" icon={<IconBan size={13} aria-hidden />}>
                  {request.never}
                </Chip>
              </span>
            ),
          ],
          [request.reference, view.reference],
          [request.requests, view.requests > 1 ? String(view.requests) : null],
        ]}
      />
    </Section>
  );
};
