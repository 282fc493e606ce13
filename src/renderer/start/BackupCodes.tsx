import { Button, Checkbox, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { startTexts } from '../app/texts/start';
import { copyText } from '../ui/copy';
import styles from './BackupCodes.module.css';

/** Ten codes, shown once: to print or copy, and to say that one has them. */
export const BackupCodes = ({
  codes,
  onDone,
  doneLabel = startTexts.codes.done,
}: {
  readonly codes: readonly string[];
  readonly onDone: () => void;
  readonly doneLabel?: string;
}) => {
  const [isKept, setKept] = useState(false);
  const [isCopied, setCopied] = useState(false);
  const { words, copy, copied, print, kept } = startTexts.codes;
  return (
    <Stack gap={14}>
      <p className={styles.words}>{words}</p>
      <ol className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <Group gap={8} className={styles.tools ?? ''}>
        <Button variant="default" onClick={() => void copyText(codes.join('\n')).then(setCopied)}>
          {isCopied ? copied : copy}
        </Button>
        <Button variant="default" onClick={() => window.print()}>
          {print}
        </Button>
      </Group>
      <Checkbox
        className={styles.tools ?? ''}
        label={kept}
        checked={isKept}
        onChange={(event) => setKept(event.currentTarget.checked)}
      />
      <Button className={styles.tools ?? ''} disabled={!isKept} onClick={onDone}>
        {doneLabel}
      </Button>
    </Stack>
  );
};
