import { Stack } from '@mantine/core';
import type { GuidanceView } from '#contract/guidance';
import { guidanceValueNames, valueText } from '#domain/guidance/values';
import { useCommand } from '../app/queries';
import { CodeFoot, isAboutCode } from '../review/CodeFoot';
import { Dialog } from '../ui/Dialog';
import { Failure } from '../ui/Failure';
import { guidanceTexts, valueNames, valueWords } from './texts';
import styles from './ApproveDialog.module.css';

const { dialog: words } = guidanceTexts;

/** A lead stands by the article as it was when this opened; main refuses when it is another by then (R23). */
export const ApproveDialog = ({
  view,
  onClose,
  onDone,
}: {
  readonly view: GuidanceView;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) => {
  const approve = useCommand('guidance.approve');
  return (
    <Dialog
      title={words.title}
      isOpen
      onClose={onClose}
      size={520}
      foot={
        <CodeFoot
          button={words.button}
          isBusy={approve.isPending}
          failure={approve.error}
          onCode={(code) => approve.mutate({ digest: view.digest, code }, { onSuccess: onDone })}
          onCancel={onClose}
        />
      }
    >
      <Stack gap={12}>
        <p className={styles.words}>
          {words.words} {words.days(view.reviewEveryDays)}
        </p>
        <dl className={styles.numbers} aria-label={words.numbers}>
          {guidanceValueNames.map((name) => (
            <div key={name}>
              <dt>{valueNames[name]}</dt>
              <dd>{valueWords(name, valueText(view.values[name]))}</dd>
            </div>
          ))}
        </dl>
        {approve.error !== null && !isAboutCode(approve.error) && <Failure failure={approve.error} />}
      </Stack>
    </Dialog>
  );
};
