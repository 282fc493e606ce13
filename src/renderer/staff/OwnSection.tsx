import { Button } from '@mantine/core';
import { IconAlertTriangle, IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import type { StaffRow } from '#contract/staff';
import { useSession } from '../app/session';
import { roleNames } from '../app/texts/words';
import { NewBackupCodes } from '../sign-in/NewBackupCodes';
import { Facts } from '../ui/Facts';
import { staffTexts } from './texts';
import styles from './OwnSection.module.css';

const { own } = staffTexts;
/** Fewer backup codes than this ask for new ones. */
const few = 3;

/** What concerns the person at the desk alone: their role, their key, their backup codes. */
export const OwnSection = ({ people }: { readonly people: readonly StaffRow[] }) => {
  const { who, backupCodesLeft } = useSession();
  const [isMaking, setMaking] = useState(false);
  const me = people.find((person) => person.staffId === who.staffId);
  const left = me?.backupCodesLeft ?? backupCodesLeft;
  return (
    <section className={styles.own} aria-label={own.title}>
      <h2 className={styles.title}>{own.title}</h2>
      <Facts
        rows={[
          [own.role, roleNames[who.role]],
          [own.may, staffTexts.roleWords[who.role]],
          [
            own.key,
            me?.keyId == null ? null : (
              <code key="key" className={styles.key}>
                {me.keyId}
              </code>
            ),
          ],
          [
            own.backupCodes,
            <span key="codes" className={styles.codes} data-few={left < few || undefined}>
              {left < few && <IconAlertTriangle size={15} stroke={1.9} aria-hidden />}
              {own.left(left)}
            </span>,
          ],
        ]}
      />
      <p className={styles.words}>{left < few ? own.few : own.words}</p>
      <Button
        variant="default"
        leftSection={<IconKey size={15} stroke={1.8} aria-hidden />}
        onClick={() => setMaking(true)}
      >
        {own.make}
      </Button>
      <p className={styles.words}>{own.lost}</p>
      <p className={styles.words}>{own.limits}</p>
      {isMaking && <NewBackupCodes onClose={() => setMaking(false)} />}
    </section>
  );
};
