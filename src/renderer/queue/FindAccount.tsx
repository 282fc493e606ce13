import { Button, Stack, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuildingOff, IconPlugConnectedX, IconSearch, IconUsersGroup } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { AccountSummaryView } from '#contract/cases';
import { useCall } from '../app/queries';
import { frameTexts } from '../app/texts/frame';
import { queueTexts } from '../app/texts/queue';
import { firmRoleNames } from '../app/texts/words';
import { Bars } from '../ui/Bars';
import { Chip } from '../ui/Chip';
import { Failure } from '../ui/Failure';
import styles from './NewCase.module.css';

const { openCase } = queueTexts;

/** An account as it is chosen by, and no more: name, sign-in address, firm, role there. */
export const AccountLine = ({ account }: { readonly account: AccountSummaryView }) => (
  <span className={styles.account}>
    <span className={styles.who}>
      <span className={styles.name}>{account.name}</span>
      <span className={styles.quiet}>{account.login}</span>
    </span>
    <span className={styles.who}>
      <span>{account.firmName}</span>
      <span className={styles.quiet}>{firmRoleNames[account.role]}</span>
    </span>
    {account.firmStatus === 'suspended' && (
      <Chip tone="warn" icon={<IconBuildingOff size={13} aria-hidden />}>
        {openCase.suspended}
      </Chip>
    )}
    {account.openCase !== null && <Chip tone="ours">{openCase.chipOpen(account.openCase.number)}</Chip>}
  </span>
);

/** The arrows go from the field into what was found, through it, and back. */
const moveIn = (event: KeyboardEvent<HTMLElement>, field: HTMLInputElement | null): void => {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const stops = [field, ...event.currentTarget.querySelectorAll<HTMLElement>('li button')];
  const next = stops[stops.findIndex((stop) => stop === document.activeElement) + step];
  if (next === undefined || next === null) return;
  event.preventDefault();
  next.focus();
};

/** A name as two people may share it: without accents, capitals and punctuation. */
const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();

const NotFound = ({ asked, isWhole }: { readonly asked: string; readonly isWhole: boolean }) => (
  <div role="status" className={styles.none}>
    <strong>{openCase.none(asked, isWhole)}</strong>
    <p>{openCase.triesTitle}</p>
    <ul>
      {openCase.tries.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
    <p>{openCase.noneEnd}</p>
  </div>
);

const Found = ({
  accounts,
  onChoose,
}: {
  readonly accounts: readonly AccountSummaryView[];
  readonly onChoose: (account: AccountSummaryView) => void;
}) => {
  const namesakes = (account: AccountSummaryView): number =>
    accounts.filter((other) => plain(other.name) === plain(account.name)).length;
  const twice = accounts.find((account) => namesakes(account) > 1);
  return (
    <>
      {twice !== undefined && (
        <p role="status" className={styles.note}>
          <IconUsersGroup size={16} stroke={1.8} aria-hidden />
          {openCase.same(twice.name, namesakes(twice))}
        </p>
      )}
      <ul className={styles.found} aria-label={openCase.accounts}>
        {accounts.map((account) => (
          <li key={account.accountId}>
            <UnstyledButton className={styles.choice ?? ''} onClick={() => onChoose(account)}>
              <AccountLine account={account} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </>
  );
};

/** Looks for the account: enough is shown to choose, and what to try when there is none. */
export const FindAccount = ({ onChoose }: { readonly onChoose: (account: AccountSummaryView) => void }) => {
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), 150);
  const isAsked = asked.length >= 2;
  const found = useCall('cases.findAccounts', { query: asked.slice(0, 100) }, { enabled: isAsked, keepPrevious: true });
  const accounts = isAsked && found.error === null ? found.data?.accounts : undefined;
  const missing = accounts === undefined ? [] : (found.data?.missing ?? []);
  const field = useRef<HTMLInputElement>(null);
  return (
    <Stack gap={10} onKeyDown={(event) => moveIn(event, field.current)}>
      <TextInput
        ref={field}
        label={openCase.find}
        description={openCase.findHint}
        leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
        value={typed}
        maxLength={100}
        data-autofocus
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Failure failure={found.error} onAgain={() => void found.refetch()} />
      {isAsked && found.isPending && found.error === null && <Bars rows={3} height={44} label={openCase.accounts} />}
      {missing.length > 0 && (
        <div className={styles.note} data-tone="warn" role="status">
          <IconPlugConnectedX size={16} stroke={1.8} aria-hidden />
          <span>{openCase.missing(missing)}</span>
          <Button size="compact-sm" variant="default" ml="auto" onClick={() => void found.refetch()}>
            {frameTexts.again}
          </Button>
        </div>
      )}
      {/* What was found for other words says nothing about these. */}
      {accounts !== undefined &&
        (accounts.length === 0 ? (
          !found.isPlaceholderData && <NotFound asked={asked} isWhole={missing.length === 0} />
        ) : (
          <Found accounts={accounts} onChoose={onChoose} />
        ))}
      {accounts !== undefined && found.data?.more === true && <p className={styles.quiet}>{openCase.many}</p>}
    </Stack>
  );
};
