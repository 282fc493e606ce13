import { Button } from '@mantine/core';
import type { FindingView } from '#contract/compose';
import { findingWords } from '#contract/words/mail-findings';
import { Dialog } from '../ui/Dialog';
import { composeTexts } from './texts';
import styles from './ComposeDialogs.module.css';

const { ask, conflict } = composeTexts;

/** What nothing blocks, but a person should have seen. */
export const AskDialog = ({
  warnings,
  onClose,
  onYes,
}: {
  readonly warnings: readonly FindingView[];
  readonly onClose: () => void;
  readonly onYes: () => void;
}) => (
  <Dialog
    title={ask.title}
    isOpen
    onClose={onClose}
    size={520}
    foot={
      <>
        <Button variant="default" onClick={onClose} data-autofocus>
          {ask.back}
        </Button>
        <Button onClick={onYes}>{ask.yes}</Button>
      </>
    }
  >
    <p className={styles.words}>{ask.words}</p>
    <ul className={styles.list}>
      {warnings.map((finding) => {
        const { title, why } = findingWords(finding);
        return (
          <li key={`${finding.rule} ${JSON.stringify(finding.place)}`}>
            <strong>{title}.</strong> {why}
          </li>
        );
      })}
    </ul>
  </Dialog>
);

export const DiscardDialog = ({ onClose, onYes }: { readonly onClose: () => void; readonly onYes: () => void }) => (
  <Dialog
    title={composeTexts.discardTitle}
    isOpen
    onClose={onClose}
    size={460}
    foot={
      <>
        <Button variant="default" onClick={onClose} data-autofocus>
          {composeTexts.cancel}
        </Button>
        <Button onClick={onYes}>{composeTexts.discardYes}</Button>
      </>
    }
  >
    <p className={styles.words}>{composeTexts.discardWords}</p>
  </Dialog>
);

/** Two windows of one person wrote the same mail: both are there until they say which goes on. */
export const ConflictDialog = ({
  isGone,
  onTheirs,
  onMine,
}: {
  readonly isGone: boolean;
  readonly onTheirs: () => void;
  readonly onMine: () => void;
}) => (
  <Dialog
    title={conflict.title}
    isOpen
    onClose={onMine}
    size={520}
    foot={
      <>
        {!isGone && (
          <Button variant="default" onClick={onTheirs}>
            {conflict.other}
          </Button>
        )}
        <Button onClick={onMine} data-autofocus>
          {conflict.mine}
        </Button>
      </>
    }
  >
    <p className={styles.words}>{isGone ? conflict.gone : conflict.words}</p>
  </Dialog>
);
