import { IconAlertTriangle } from '@tabler/icons-react';
import type { Opened } from './decision-gate';
import { agreementOf } from './decision-gate';
import type { ReviewDraft } from './review-draft';
import { checkNames, reviewTexts, verdictNames } from './texts';
import styles from './Comparison.module.css';

const { form } = reviewTexts;
const words = { 'as-marked': form.asMarked, differs: form.differs, 'nothing-to-compare': form.nothing } as const;

/**
 * What the provider said, line by line beside the mark as it stands now. Our own form has none: then it says so once.
 */
export const ProviderVerdict = ({ opened, draft }: { readonly opened: Opened; readonly draft: ReviewDraft }) => {
  const { provider } = opened.answer;
  const hasResult = provider.rows.some((row) => row.verdict !== 'no-result');
  return (
    <section className={styles.part} aria-label={form.provider}>
      <header className={styles.head}>
        <h2>{form.provider}</h2>
        <span>{provider.name}</span>
      </header>
      {hasResult ? (
        <ul className={styles.rows}>
          {provider.rows.map((row) => {
            const agreement = agreementOf(row.verdict, draft.marks[row.check]?.value);
            return (
              <li key={row.check} className={styles.row}>
                <span>{checkNames[row.check]}</span>
                <span>
                  {verdictNames[row.verdict]}
                  {row.codes.length > 0 && <span className={styles.codes}>{row.codes.join(', ')}</span>}
                </span>
                <span className={styles.agreement} data-differs={agreement === 'differs' || undefined}>
                  {agreement === 'differs' && <IconAlertTriangle size={14} stroke={1.9} aria-hidden />}
                  {words[agreement]}
                </span>
              </li>
            );
          })}
        </ul>
      ) : (
        <p className={styles.words}>{provider.isOwnForm ? form.noProvider : form.noVerdict}</p>
      )}
    </section>
  );
};
