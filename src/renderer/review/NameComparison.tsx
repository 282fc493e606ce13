import {
  IconArrowBarToRight,
  IconEqual,
  IconLetterCase,
  IconLock,
  IconMinus,
  IconEqualNot,
  IconPlus,
  IconQuote,
  IconTilde,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { NameRelation } from '#domain/names/compare';
import { Chip } from '../ui/Chip';
import type { Opened } from './decision-gate';
import { relationNames, reviewTexts } from './texts';
import styles from './Comparison.module.css';

const icons: Readonly<Record<NameRelation, Icon>> = {
  same: IconEqual,
  'accent-only': IconTilde,
  'case-only': IconLetterCase,
  'punctuation-only': IconQuote,
  'only-on-account': IconMinus,
  'only-on-id': IconPlus,
  different: IconEqualNot,
};
const { names } = reviewTexts;

/** What is not open yet: hatched, without colour, count or icon that could hint. */
export const Covered = ({ title, words }: { readonly title: string; readonly words: string }) => (
  <div className={styles.covered}>
    <IconLock size={16} stroke={1.8} aria-hidden />
    <div>
      <strong>{title}</strong>
      <p>{words}</p>
    </div>
  </div>
);

/** The account's name beside the typed one, token by token: relations as facts, never a verdict (R12, R13). */
export const NameComparison = ({ opened, isStale }: { readonly opened: Opened | null; readonly isStale: boolean }) => (
  <section className={styles.part} aria-label={names.title}>
    <header className={styles.head}>
      <h2>{names.title}</h2>
      {opened !== null && <span>{names.rule(opened.answer.rule)}</span>}
    </header>
    {opened === null ? (
      <Covered title={names.covered} words={names.coveredWords} />
    ) : (
      <>
        {isStale && (
          <Chip tone="warn" icon={<IconArrowBarToRight size={13} aria-hidden />}>
            {names.stale}
          </Chip>
        )}
        <table className={styles.table} data-stale={isStale || undefined}>
          <thead>
            <tr>
              <th scope="col">{names.columns.account}</th>
              <th scope="col">{names.columns.printed}</th>
              <th scope="col">{names.columns.relation}</th>
            </tr>
          </thead>
          <tbody>
            {opened.answer.rows.map((row, index) => {
              const Glyph = icons[row.relation];
              return (
                <tr key={`${index} ${row.account ?? ''} ${row.printed ?? ''}`}>
                  <td className={styles.token}>{row.account ?? <span aria-label={names.none}>–</span>}</td>
                  <td className={styles.machine}>{row.printed ?? <span aria-label={names.none}>–</span>}</td>
                  <td>
                    <span className={styles.relation} data-relation={row.relation}>
                      <Glyph size={15} stroke={1.9} aria-hidden />
                      {relationNames[row.relation]}
                    </span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
        {opened.answer.suspicious.length > 0 && (
          <div className={styles.suspicious}>
            <strong>{names.suspicious}</strong>
            <ul>
              {opened.answer.suspicious.map((finding) => (
                <li key={finding}>{finding}</li>
              ))}
            </ul>
          </div>
        )}
        <p className={styles.words}>{opened.answer.equal ? names.facts : names.unequal}</p>
      </>
    )}
  </section>
);
