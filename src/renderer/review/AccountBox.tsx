import { IconArrowForwardUp, IconPlugConnectedX, IconShieldExclamation } from '@tabler/icons-react';
import type { ReviewView } from '#contract/review';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { Facts } from '../ui/Facts';
import { dateText, stampText, whenText } from '../ui/times';
import { documentNames, reviewTexts } from './texts';
import styles from './AccountBox.module.css';

const { account: words, submission } = reviewTexts;
const regionName = (country: string): string => {
  try {
    return new Intl.DisplayNames('en', { type: 'region' }).of(country) ?? country;
  } catch {
    return country;
  }
};

/** The account as it was read for this decision, and whatever makes it riskier. */
export const AccountBox = ({ view }: { readonly view: ReviewView }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const { account, risk } = view;
  // Role and contact say by themselves that they are unknown.
  const limits = account.limits.filter(({ about }) => about !== 'firms' && about !== 'ages');
  const cell = (label: string, value: string) => (
    <div key={label} className={styles.cell}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
  return (
    <section className={styles.box} aria-label={words.title}>
      <header className={styles.head}>
        <h2>{words.title}</h2>
        <span>{words.asOf(account.system, stampText(account.readAt, nowMs, zone))}</span>
      </header>
      <dl className={styles.cells}>
        {cell(words.name, account.name)}
        {cell(words.changed, account.nameSince === null ? words.never : words.since(dateText(account.nameSince, zone)))}
        {cell(words.role, account.role)}
        {cell(words.link, account.linkWentTo)}
        {cell(words.contact, account.contactChanged)}
        {cell(
          words.cooling,
          risk.coolingOffHours === 0
            ? words.none
            : words.raised(risk.coolingOffHours, risk.reasons.join(', ') || words.threat),
        )}
        {cell(
          words.factors,
          account.factors.length === 0
            ? words.noFactor
            : account.factors
                .map((factor) =>
                  factor.label === '' || factor.label === factor.kind
                    ? factor.kind
                    : `${factor.kind} “${factor.label}”`,
                )
                .join(', '),
        )}
      </dl>
      {limits.length > 0 && (
        <div className={styles.remark} data-quiet>
          <IconPlugConnectedX size={16} stroke={1.8} aria-hidden />
          <div>
            <strong>{words.limits}</strong>
            <ul className={styles.limits}>
              {limits.map(({ about, words: limit }) => (
                <li key={`${about} ${limit}`}>{limit}</li>
              ))}
            </ul>
          </div>
        </div>
      )}
      {view.override !== null && (
        <p className={styles.remark}>
          <IconArrowForwardUp size={16} stroke={1.8} aria-hidden />
          <span>
            <strong>{words.override}:</strong> “{view.override}”
          </span>
        </p>
      )}
      {risk.coolingOffHours > 0 && (
        <p className={styles.remark}>
          <IconShieldExclamation size={16} stroke={1.8} aria-hidden />
          <span>{reviewTexts.decision.raised(risk.coolingOffHours)}</span>
        </p>
      )}
    </section>
  );
};

/** What came in, and how. */
export const SubmissionFacts = ({ view }: { readonly view: ReviewView }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  return (
    <section className={styles.part} aria-label={submission.title}>
      <header className={styles.head}>
        <h2>{submission.title}</h2>
      </header>
      <Facts
        rows={[
          [submission.came, whenText(view.submittedAt, nowMs, zone)],
          [submission.id, submission.of(documentNames[view.documentKind], regionName(view.country))],
          [submission.capture, submission.captures[view.capture]],
          [submission.provider, view.provider === 'own-form' ? submission.own : view.provider],
          [submission.terms, view.termsVersion],
        ]}
      />
    </section>
  );
};
