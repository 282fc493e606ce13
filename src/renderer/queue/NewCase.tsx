import { Button, Group, SegmentedControl, Stack, Textarea, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBan, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccountSummaryView } from '#contract/cases';
import { channels } from '#domain/case/events';
import type { Channel } from '#domain/case/events';
import { useDraft } from '../app/drafts';
import { useCall, useCommand } from '../app/queries';
import { queueTexts } from '../app/texts/queue';
import { channelNames, firmRoleNames } from '../app/texts/words';
import { Bars } from '../ui/Bars';
import { Chip } from '../ui/Chip';
import { Dialog } from '../ui/Dialog';
import { Failure } from '../ui/Failure';
import styles from './NewCase.module.css';

const { openCase } = queueTexts;

const AccountLine = ({ account }: { readonly account: AccountSummaryView }) => (
  <span className={styles.account}>
    <span className={styles.who}><span className={styles.name}>{account.name}</span><span className={styles.quiet}>{account.login}</span></span>
    <span className={styles.who}><span>{account.firmName}</span><span className={styles.quiet}>{firmRoleNames[account.role]}{account.firmStatus === 'suspended' && `, ${openCase.suspended.toLowerCase()}`}</span></span>
    {account.openCase !== null && <Chip tone="ours">{account.openCase.number}</Chip>}
  </span>
);

const FindAccount = ({ onChoose }: { readonly onChoose: (account: AccountSummaryView) => void }) => {
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), 150);
  const found = useCall('cases.findAccounts', { query: asked.slice(0, 100) }, { enabled: asked.length >= 2, keepPrevious: true });
  return (
    <Stack gap={10}>
      <TextInput label={openCase.find} description={openCase.findHint} leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />} value={typed} maxLength={100} data-autofocus autoComplete="off" onChange={(event) => setTyped(event.currentTarget.value)} />
      <Failure failure={found.error} onAgain={() => void found.refetch()} />
      {asked.length >= 2 && found.isPending && found.error === null && <Bars rows={3} height={44} label={openCase.accounts} />}
      {asked.length >= 2 && found.data?.accounts.length === 0 && <div role="status" className={styles.none}><strong>{openCase.none(asked)}</strong> {openCase.noneWay}</div>}
      {asked.length >= 2 && found.data !== undefined && found.data.accounts.length > 0 && (
        <ul className={styles.found} aria-label={openCase.accounts}>
          {found.data.accounts.map((account) => <li key={account.accountId}><UnstyledButton className={styles.choice ?? ''} onClick={() => onChoose(account)}><AccountLine account={account} /></UnstyledButton></li>)}
        </ul>
      )}
      {found.data?.more === true && <p className={styles.quiet}>{openCase.many}</p>}
    </Stack>
  );
};

/** Opens a case, or adds the request to the account's open one and says so (R10). */
export const NewCase = ({ onClose, onOpened }: { readonly onClose: () => void; readonly onOpened: (caseId: string) => void }) => {
  const [account, setAccount] = useState<AccountSummaryView | null>(null);
  const [channel, setChannel] = useState<Channel>('phone');
  const [callerWords, setCallerWords] = useDraft('new-case words');
  const [callerGave, setCallerGave] = useDraft('new-case gave');
  const [reference, setReference] = useDraft('new-case reference');
  const open = useCommand('cases.open');
  const finish = (caseId: string): void => {
    setCallerWords('');
    setCallerGave('');
    setReference('');
    onClose();
    onOpened(caseId);
  };
  const submit = (): void => {
    if (account === null) return;
    // What was attached is said first: the person looks at another case than they may think.
    open.mutate({ accountId: account.accountId, channel, callerWords, callerGave, reference }, { onSuccess: ({ caseId, attached }) => { if (!attached) finish(caseId); } });
  };
  const attached = open.data?.attached === true ? open.data : null;
  return (
    <Dialog
      title={openCase.title} isOpen onClose={onClose}
      foot={attached !== null
        ? <Button onClick={() => finish(attached.caseId)} data-autofocus>{queueTexts.keys.open}</Button>
        : <><Button variant="default" onClick={onClose}>{openCase.cancel}</Button><Button disabled={account === null} loading={open.isPending} onClick={submit}>{account?.openCase ? openCase.attach(account.openCase.number) : openCase.open}</Button></>}
    >
      {attached !== null ? <p role="status">{openCase.attached(attached.number)}</p> : account === null ? <FindAccount onChoose={setAccount} /> : (
        <form onSubmit={(event) => { event.preventDefault(); submit(); }}>
          <Stack gap={14}>
            <div className={styles.chosen}><AccountLine account={account} /><Button variant="subtle" onClick={() => { setAccount(null); open.reset(); }}>{openCase.change}</Button></div>
            {account.openCase !== null && <p className={styles.note} role="status">{openCase.hasOpen(account.openCase.number)}</p>}
            <div role="group" aria-label={openCase.channel}>
              <span className={styles.label}>{openCase.channel}</span>
              <SegmentedControl aria-label={openCase.channel} value={channel} onChange={(value) => setChannel(value as Channel)} data={channels.map((value) => ({ value, label: channelNames[value] }))} />
            </div>
            <Textarea label={openCase.words} description={openCase.wordsHint} value={callerWords} onChange={(event) => setCallerWords(event.currentTarget.value)} maxLength={2000} autosize minRows={2} maxRows={6} data-autofocus />
            <Group align="flex-start" grow>
              <TextInput label={openCase.gave} description={openCase.gaveHint} value={callerGave} onChange={(event) => setCallerGave(event.currentTarget.value)} maxLength={200} autoComplete="off" {...(callerGave === '' ? {} : { rightSectionWidth: 108, rightSection: <Chip tone="warn" icon={<IconBan size={13} aria-hidden />}>{openCase.never}</Chip> })} />
              <TextInput label={openCase.reference} description={openCase.referenceHint} value={reference} onChange={(event) => setReference(event.currentTarget.value)} maxLength={100} autoComplete="off" />
            </Group>
            <Failure failure={open.error} />
          </Stack>
        </form>
      )}
    </Dialog>
  );
};
