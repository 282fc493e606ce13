import { Button, Checkbox, Stack } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { copyText } from '../ui/copy';
import { Dialog } from '../ui/Dialog';
import { whenText } from '../ui/times';
import { staffTexts } from './texts';
import styles from './Invitation.module.css';

export type ShownInvitation = { readonly name: string; readonly invitation: string; readonly expiresAt: string };
const { invitation: words } = staffTexts;

/** An invitation, shown once: it closes only when the person says that they have it. */
export const Invitation = ({ shown, onClose }: { readonly shown: ShownInvitation; readonly onClose: () => void }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const [isKept, setKept] = useState(false);
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <Dialog
      title={words.title(shown.name)}
      isOpen
      onClose={() => {
        if (isKept) onClose();
      }}
      size={480}
      foot={
        <Button disabled={!isKept} onClick={onClose}>
          {staffTexts.done}
        </Button>
      }
    >
      <Stack gap={12}>
        <p className={styles.words}>{words.words}</p>
        <div className={styles.box} role="group" aria-label={words.label}>
          <code className={styles.text}>{shown.invitation}</code>
          <Button
            variant="default"
            data-autofocus
            leftSection={<IconCopy size={15} stroke={1.8} aria-hidden />}
            onClick={() => void copyText(shown.invitation).then(setCopied)}
          >
            {copied === true ? words.copied : words.copy}
          </Button>
        </div>
        <p className={styles.words} role="status">
          {copied === false ? words.copyFailed : words.until(whenText(shown.expiresAt, nowMs, zone))}
        </p>
        <Checkbox label={words.kept} checked={isKept} onChange={(event) => setKept(event.currentTarget.checked)} />
      </Stack>
    </Dialog>
  );
};
