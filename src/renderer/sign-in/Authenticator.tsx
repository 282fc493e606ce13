import { Button, RingProgress } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallOutput } from '#contract/calls';
import { useNow } from '../app/clock';
import { useCall } from '../app/queries';
import { signInTexts } from '../app/texts/sign-in';
import { roleNames } from '../app/texts/words';
import { Bars } from '../ui/Bars';
import { copyText } from '../ui/copy';
import { Failure } from '../ui/Failure';
import styles from './Authenticator.module.css';

type Holder = CallOutput<'desk.practiceCodes'>['people'][number];
const { authenticator } = signInTexts;
const isRole = (role: string): role is keyof typeof roleNames => role in roleNames;
const spaced = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;

const Line = ({ holder, nowMs }: { readonly holder: Holder; readonly nowMs: number }) => {
  const [isCopied, setCopied] = useState(false);
  const leftMs = Date.parse(holder.validUntil) - nowMs;
  // Between two answers of main the next code is shown already.
  const code = leftMs > 0 ? holder.code : holder.nextCode;
  const seconds = Math.ceil((leftMs > 0 ? leftMs : leftMs + 30_000) / 1000);
  const copy = async (): Promise<void> => {
    setCopied(await copyText(code));
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <li className={styles.line}>
      <span className={styles.who}>
        <span className={styles.name}>{holder.name}</span>
        <span className={styles.role}>{isRole(holder.role) ? roleNames[holder.role] : holder.role}</span>
      </span>
      <span className={styles.code} data-soon={seconds <= 5 || undefined}>
        {spaced(code)}
      </span>
      <RingProgress
        size={26}
        thickness={3}
        sections={[
          {
            value: Math.max(0, Math.min(100, (seconds / 30) * 100)),
            color: seconds <= 5 ? 'var(--rd-warn-solid)' : 'var(--rd-accent)',
          },
        ]}
        rootColor="var(--rd-hover)"
        role="img"
        aria-label={authenticator.left(seconds)}
      />
      <Button
        variant="default"
        size="compact-xs"
        leftSection={<IconCopy size={14} aria-hidden />}
        onClick={() => void copy()}
        aria-label={authenticator.copy(holder.name)}
      >
        {isCopied ? authenticator.copied : 'Copy'}
      </Button>
    </li>
  );
};

/** The sample staff's live codes, in a window of their own. Exists in a practice desk alone. */
export const Authenticator = () => {
  const nowMs = useNow('second');
  const codes = useCall('desk.practiceCodes', {}, { everyMs: 2000 });
  return (
    <main className={styles.page} aria-labelledby="authenticator">
      <h1 id="authenticator" className={styles.title}>
        {authenticator.title}
      </h1>
      <p className={styles.words}>{authenticator.words}</p>
      <Failure failure={codes.error} onAgain={() => void codes.refetch()} />
      {codes.data === undefined ? (
        !codes.isError && <Bars rows={6} height={52} label={authenticator.title} />
      ) : (
        <ul className={styles.list}>
          {codes.data.people.map((holder) => (
            <Line key={holder.staffId} holder={holder} nowMs={nowMs} />
          ))}
        </ul>
      )}
    </main>
  );
};
