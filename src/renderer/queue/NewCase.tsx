import { Button, Checkbox, Group, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core';
import { IconBan, IconBuildingOff, IconCircleCheck, IconGitMerge } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccountSummaryView } from '#contract/cases';
import { channels } from '#domain/case/events';
import type { Channel } from '#domain/case/events';
import { useDraft } from '../app/drafts';
import { useCommand } from '../app/queries';
import { queueTexts } from '../app/texts/queue';
import { channelNames } from '../app/texts/words';
import { Chip } from '../ui/Chip';
import { Dialog } from '../ui/Dialog';
import { Failure } from '../ui/Failure';
import { AccountLine, FindAccount } from './FindAccount';
import styles from './NewCase.module.css';

const { openCase } = queueTexts;
/** The least that an enquiry says. */
const enquiryLetters = 3;

/** What was done instead of opening a case, said before the dialog goes. */
const Said = ({ words, more }: { readonly words: string; readonly more?: string }) => (
  <div role="status" className={styles.said}>
    <IconCircleCheck size={18} stroke={1.8} aria-hidden />
    <p>
      {words}
      {more !== undefined && <span>{more}</span>}
    </p>
  </div>
);

/** What stands against opening a case of this account, or in its place. */
const Standing = ({ account }: { readonly account: AccountSummaryView }) => (
  <>
    {account.firmStatus === 'suspended' && (
      <p className={styles.note} data-tone="warn" role="status">
        <IconBuildingOff size={16} stroke={1.8} aria-hidden />
        {openCase.isSuspended(account.firmName)}
      </p>
    )}
    {account.openCase !== null && (
      <p className={styles.note} role="status">
        <IconGitMerge size={16} stroke={1.8} aria-hidden />
        {openCase.hasOpen(account.openCase.number)}
      </p>
    )}
  </>
);

/** Opens a case, or adds the request to the account's open one and says so (R10); or only logs an enquiry (R19). */
export const NewCase = ({
  onClose,
  onOpened,
}: {
  readonly onClose: () => void;
  readonly onOpened: (caseId: string) => void;
}) => {
  const [account, setAccount] = useState<AccountSummaryView | null>(null);
  const [channel, setChannel] = useState<Channel>('phone');
  const [callerWords, setCallerWords] = useDraft('new-case words');
  const [callerGave, setCallerGave] = useDraft('new-case gave');
  const [reference, setReference] = useDraft('new-case reference');
  const [isTaken, setTaken] = useState(true);
  const [isShort, setShort] = useState(false);
  const open = useCommand('cases.open');
  const log = useCommand('cases.logEnquiry');
  const isBusy = open.isPending || log.isPending;
  const empty = (): void => {
    setCallerWords('');
    setCallerGave('');
    setReference('');
  };
  const finish = (caseId: string): void => {
    empty();
    onClose();
    onOpened(caseId);
  };
  const submit = (): void => {
    if (account === null || isBusy) return;
    log.reset();
    // What was attached is said first: the person looks at another case than they may think.
    open.mutate(
      { accountId: account.accountId, channel, callerWords, callerGave, reference, take: isTaken },
      {
        onSuccess: ({ caseId, attached }) => {
          if (!attached) finish(caseId);
        },
      },
    );
  };
  const submitEnquiry = (): void => {
    if (account === null || isBusy) return;
    const words = callerWords.trim();
    setShort(words.length < enquiryLetters);
    if (words.length < enquiryLetters) return;
    open.reset();
    log.mutate({ accountId: account.accountId, channel, words: words.slice(0, 1000) }, { onSuccess: empty });
  };
  const attached = open.data?.attached === true ? open.data : null;
  const foot =
    attached !== null ? (
      <Button onClick={() => finish(attached.caseId)} autoFocus>
        {queueTexts.keys.open}
      </Button>
    ) : log.isSuccess ? (
      <Button onClick={onClose} autoFocus>
        {openCase.done}
      </Button>
    ) : (
      <>
        {account !== null && (
          <Button
            variant="subtle"
            className={styles.log ?? ''}
            loading={log.isPending}
            disabled={open.isPending}
            aria-describedby="enquiry-hint"
            onClick={submitEnquiry}
          >
            {openCase.log}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {openCase.cancel}
        </Button>
        <Button disabled={account === null || log.isPending} loading={open.isPending} onClick={submit}>
          {account?.openCase ? openCase.attach(account.openCase.number) : openCase.open}
        </Button>
      </>
    );
  return (
    <Dialog title={openCase.title} isOpen onClose={onClose} foot={foot}>
      {attached !== null ? (
        <Said words={openCase.attached(attached.number)} />
      ) : log.isSuccess && account !== null ? (
        <Said words={openCase.logged(account.name)} more={openCase.loggedWhere} />
      ) : account === null ? (
        <FindAccount onChoose={setAccount} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Stack gap={14}>
            <div className={styles.chosen}>
              <AccountLine account={account} />
              <Button
                variant="subtle"
                onClick={() => {
                  setAccount(null);
                  setShort(false);
                  open.reset();
                  log.reset();
                }}
              >
                {openCase.change}
              </Button>
            </div>
            <Standing account={account} />
            <div role="group" aria-label={openCase.channel}>
              <span className={styles.label}>{openCase.channel}</span>
              <SegmentedControl
                aria-label={openCase.channel}
                value={channel}
                onChange={(value) => setChannel(value as Channel)}
                data={channels.map((value) => ({ value, label: channelNames[value] }))}
              />
            </div>
            <Textarea
              label={openCase.words}
              description={openCase.wordsHint}
              error={isShort ? openCase.wordsNeeded : null}
              value={callerWords}
              onChange={(event) => {
                setCallerWords(event.currentTarget.value);
                setShort(false);
              }}
              maxLength={2000}
              autosize
              minRows={2}
              maxRows={6}
              autoFocus
            />
            <Group align="flex-start" grow>
              <TextInput
                label={openCase.gave}
                description={openCase.gaveHint}
                value={callerGave}
                onChange={(event) => setCallerGave(event.currentTarget.value)}
                maxLength={200}
                autoComplete="off"
                {...(callerGave === ''
                  ? {}
                  : {
                      rightSectionWidth: 108,
                      rightSection: (
                        <Chip tone="warn" icon={<IconBan size={13} aria-hidden />}>
                          {openCase.never}
                        </Chip>
                      ),
                    })}
              />
              <TextInput
                label={openCase.reference}
                description={openCase.referenceHint}
                value={reference}
                onChange={(event) => setReference(event.currentTarget.value)}
                maxLength={100}
                autoComplete="off"
              />
            </Group>
            {account.openCase === null && (
              <Checkbox
                label={openCase.take}
                description={openCase.takeHint}
                checked={isTaken}
                onChange={(event) => setTaken(event.currentTarget.checked)}
              />
            )}
            <p id="enquiry-hint" className={styles.logHint}>
              <strong>{openCase.log}:</strong> {openCase.logHint}
            </p>
            <Failure failure={open.error ?? log.error} />
          </Stack>
        </form>
      )}
    </Dialog>
  );
};
