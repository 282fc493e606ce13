import type { CaseView } from '#contract/cases';
import { StepLine } from '../review/DisableSteps';
import { Section } from '../ui/Facts';
import { caseTexts } from './texts';
import styles from './Aftercare.module.css';

const { secures: words } = caseTexts;

/** Ending the sessions and locking the account after a repudiation, each step with its read-back (R7). */
export const Secures = ({ secures }: { readonly secures: NonNullable<CaseView['secures']> }) => (
  <Section title={words.title} level="h2">
    <ol className={styles.steps} aria-label={words.label}>
      {secures.steps.map((step) => (
        <StepLine key={step.key} step={step} />
      ))}
    </ol>
    {secures.stopped !== null && (
      <p role="alert" className={styles.stopped}>
        <strong>{words.stopped}</strong> {secures.stopped}
      </p>
    )}
  </Section>
);
