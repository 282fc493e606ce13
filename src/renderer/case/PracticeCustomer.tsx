import { Button } from '@mantine/core';
import { IconCopy, IconExternalLink } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { CallOutput } from '#contract/calls';
import { useNow } from '../app/clock';
import { usePracticeCustomer } from '../app/practice-customer';
import { useCall, useCommand } from '../app/queries';
import { practiceTexts } from '../app/texts/practice';
import { Bars } from '../ui/Bars';
import { copyText } from '../ui/copy';
import { Dialog } from '../ui/Dialog';
import { Facts } from '../ui/Facts';
import { Failure } from '../ui/Failure';
import styles from './PracticeCustomer.module.css';

type Customer = CallOutput<'desk.practiceCustomer'>;
const words = practiceTexts;
const refreshMs = 2000;
const spaced = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;

const Copied = ({
  text,
  label,
  children,
}: {
  readonly text: string;
  readonly label: string;
  readonly children: ReactNode;
}) => {
  // What was copied, not that something was: the next code is another text.
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async (): Promise<void> => {
    if (await copyText(text)) setCopied(text);
  };
  return (
    <span className={styles.line}>
      {children}
      <Button
        className={styles.copy ?? ''}
        variant="default"
        size="compact-xs"
        leftSection={<IconCopy size={14} aria-hidden />}
        aria-label={label}
        onClick={() => void copy()}
      >
        {copied === text ? words.copied : words.copy}
      </Button>
    </span>
  );
};

const CodeNow = ({ customer }: { readonly customer: Customer }) => {
  const nowMs = useNow('second');
  if (customer.apps.length === 0) return words.noApp;
  if (customer.code === null) return words.used;
  const seconds =
    customer.codeValidUntil === null ? 0 : Math.ceil((Date.parse(customer.codeValidUntil) - nowMs) / 1000);
  return (
    <Copied text={customer.code} label={words.copyOf.code}>
      <code className={styles.code}>{spaced(customer.code)}</code>
      <span className={styles.quiet} data-soon={seconds <= 5 || undefined}>
        {seconds > 0 ? words.left(seconds) : words.next}
      </span>
    </Copied>
  );
};

/** All but the one that was used last, whose code stands by itself. Two may have the same label. */
const OtherApps = ({ apps }: { readonly apps: Customer['apps'] }) => (
  <>
    {apps.map(({ label, code }, index) => (
      <div key={`${index} ${label}`}>
        {code === null ? (
          <span className={styles.line}>
            {label}: {words.used}
          </span>
        ) : (
          <Copied text={code} label={words.copyOther(label)}>
            <code className={styles.code}>{spaced(code)}</code>
            <span className={styles.quiet}>{label}</span>
          </Copied>
        )}
      </div>
    ))}
  </>
);

const Known = ({ customer }: { readonly customer: Customer }) => (
  <Facts
    rows={[
      [words.who, customer.name],
      [
        words.login,
        <Copied key="login" text={customer.login} label={words.copyOf.login}>
          <span className={styles.value}>{customer.login}</span>
        </Copied>,
      ],
      [
        words.password,
        customer.password === null ? (
          words.noPassword
        ) : (
          <Copied key="password" text={customer.password} label={words.copyOf.password}>
            <code className={styles.value}>{customer.password}</code>
          </Copied>
        ),
      ],
      [words.code, <CodeNow key="code" customer={customer} />],
      [words.otherApps, customer.apps.length < 2 ? null : <OtherApps key="others" apps={customer.apps.slice(1)} />],
      [words.backupCodes, words.backupLeft(customer.backupCodesLeft)],
    ]}
  />
);

const Shown = ({ caseId, onClose }: { readonly caseId: string; readonly onClose: () => void }) => {
  const answer = useCall('desk.practiceCustomer', { caseId }, { everyMs: refreshMs });
  const openPage = useCommand('desk.openIdentitySystem');
  return (
    <Dialog
      title={answer.data === undefined ? words.titleLoading : words.title(answer.data.name)}
      isOpen
      onClose={onClose}
      size={520}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {words.close}
          </Button>
          <Button
            data-autofocus
            leftSection={<IconExternalLink size={16} aria-hidden />}
            loading={openPage.isPending}
            onClick={() => openPage.mutate({})}
          >
            {words.openPage}
          </Button>
        </>
      }
    >
      <p className={styles.words}>{words.words}</p>
      {answer.data === undefined ? (
        !answer.isError && <Bars rows={4} label={words.titleLoading} />
      ) : (
        <Known customer={answer.data} />
      )}
      <p className={styles.never}>{words.never}</p>
      <Failure failure={answer.error} onAgain={() => void answer.refetch()} />
      <Failure failure={openPage.error} />
    </Dialog>
  );
};

/**
 * What a sample customer types at their own sign-in, so that a newcomer can try it by hand. Exists in a practice desk
 * alone.
 */
export const PracticeCustomer = () => {
  const { caseId, close } = usePracticeCustomer();
  // Whoever sits down next does not find it open.
  useEffect(() => close, [close]);
  return caseId === null ? null : <Shown caseId={caseId} onClose={close} />;
};
