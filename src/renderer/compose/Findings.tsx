import { Button, Collapse, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { FindingView } from '#contract/compose';
import { findingWords } from '#contract/words/mail-findings';
import { Key } from '../ui/Key';
import { composeTexts } from './texts';
import styles from './Findings.module.css';

const { findings: texts } = composeTexts;

/** What one press does about a finding; null where nothing but rewriting helps. */
const repairLabel = ({ repair }: FindingView): string | null =>
  repair === null
    ? null
    : repair.kind === 'unlink'
      ? texts.repair.unlink
      : repair.text === ''
        ? texts.repair.remove
        : texts.repair.replace;

/** Those that hold the mail back come first. */
export const inOrder = (findings: readonly FindingView[]): readonly FindingView[] => [
  ...findings.filter(({ severity }) => severity === 'error'),
  ...findings.filter(({ severity }) => severity === 'warning'),
];
const isPlaced = ({ place }: FindingView): boolean => place.part === 'subject' || place.from !== place.to;

/** What the linter says of the mail, each with the press that mends it. */
export const Findings = ({
  findings,
  onShow,
  onRepair,
  onNext,
}: {
  readonly findings: readonly FindingView[];
  readonly onShow: (finding: FindingView) => void;
  readonly onRepair: (finding: FindingView) => void;
  readonly onNext: () => void;
}) => {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const title =
    findings.length === 0 ? texts.none : errors > 0 ? texts.blocking(errors) : texts.asking(findings.length);
  return (
    <section className={styles.findings} aria-label={texts.listName}>
      <header className={styles.head}>
        <h2 className={styles.title}>
          {findings.length === 0 && <IconCircleCheck size={16} stroke={1.8} aria-hidden className={styles.ok} />}
          <span role="status">{title}</span>
        </h2>
        {findings.some(isPlaced) && (
          <UnstyledButton className={styles.next ?? ''} onClick={onNext} aria-label={texts.nextName}>
            <Key keys="f8" /> {texts.next}
          </UnstyledButton>
        )}
      </header>
      <Collapse expanded={findings.length > 0}>
        <ul className={styles.list}>
          {inOrder(findings).map((finding, index) => {
            const { title: name, why } = findingWords(finding);
            const label = repairLabel(finding);
            const Glyph = finding.severity === 'error' ? IconCircleX : IconAlertTriangle;
            return (
              // eslint-disable-next-line react/no-array-index-key -- the same rule may speak twice of one place
              <li key={`${finding.rule} ${index}`} className={styles.one}>
                <Glyph
                  size={16}
                  stroke={1.8}
                  className={styles.icon}
                  data-severity={finding.severity}
                  aria-label={finding.severity === 'error' ? texts.error : texts.warning}
                />
                <div className={styles.words}>
                  <p className={styles.name}>{name}</p>
                  <p className={styles.why}>
                    {why}{' '}
                    {finding.repair?.kind === 'put' && finding.repair.text !== '' && (
                      <span>{texts.suggestion(finding.repair.text)}</span>
                    )}
                  </p>
                </div>
                {isPlaced(finding) && label === null && (
                  <Button
                    variant="default"
                    size="compact-xs"
                    onClick={() => onShow(finding)}
                    aria-label={`${texts.show}: ${name}`}
                  >
                    {texts.show}
                  </Button>
                )}
                {label !== null && (
                  <Button
                    variant="default"
                    size="compact-xs"
                    onClick={() => onRepair(finding)}
                    aria-label={`${label}: ${name}`}
                  >
                    {label}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      </Collapse>
    </section>
  );
};
