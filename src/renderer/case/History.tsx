import { Anchor, Button, Textarea } from '@mantine/core';
import { IconSignature } from '@tabler/icons-react';
import { useState } from 'react';
import type { CaseView } from '#contract/cases';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { useDraft } from '../app/drafts';
import { useCall, useCommand } from '../app/queries';
import { caseTexts } from './texts';
import { Failure } from '../ui/Failure';
import { Section } from '../ui/Facts';
import { fullText, stampText } from '../ui/times';
import styles from './History.module.css';

const few = 6;

const Verified = ({ caseId }: { readonly caseId: string }) => {
  const verify = useCall('cases.verify', { caseId });
  if (verify.error !== null) return <Failure failure={verify.error} />;
  return (
    <p className={styles.verified} role="status" data-ok={verify.data?.ok}>
      {verify.data === undefined
        ? caseTexts.loading
        : caseTexts.history.verified(verify.data.events, verify.data.words)}
    </p>
  );
};

/** A note for colleagues, kept as a draft of this person until it is added. */
const NoteBox = ({ caseId }: { readonly caseId: string }) => {
  const [text, setText] = useDraft(`note ${caseId}`);
  const note = useCommand('cases.note');
  const { note: words } = caseTexts;
  const add = (): void => {
    if (text.trim() !== '') note.mutate({ caseId, text }, { onSuccess: () => setText('') });
  };
  return (
    <form
      className={styles.note}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Textarea
        aria-label={words.label}
        placeholder={words.placeholder}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={4000}
        autosize
        minRows={1}
        maxRows={8}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) add();
        }}
      />
      {text.trim() !== '' && (
        <Button type="submit" variant="default" loading={note.isPending}>
          {words.button}
        </Button>
      )}
      <Failure failure={note.error} />
    </form>
  );
};

/** What happened, newest first: who, when, and what lies behind it. Nothing in it can be changed. */
export const History = ({ view, hasAll = false }: { readonly view: CaseView; readonly hasAll?: boolean }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const [isAll, setAll] = useState(hasAll);
  const [isVerifying, setVerifying] = useState(false);
  const { history } = caseTexts;
  const shown = isAll ? view.history : view.history.slice(0, few);
  return (
    <Section
      title={history.title}
      end={
        <span className={styles.tools}>
          <Anchor component="button" type="button" size="sm" onClick={() => setVerifying(!isVerifying)}>
            {history.verify}
          </Anchor>
          {view.history.length > few && (
            <Anchor component="button" type="button" size="sm" onClick={() => setAll(!isAll)}>
              {isAll ? history.fewer : history.all(view.history.length)}
            </Anchor>
          )}
        </span>
      }
    >
      {isVerifying && <Verified caseId={view.caseId} />}
      <NoteBox caseId={view.caseId} />
      <ol className={styles.lines}>
        {shown.map((line) => (
          <li key={line.version} className={styles.line} data-tone={line.tone}>
            <time dateTime={line.at} title={fullText(line.at, zone)}>
              {stampText(line.at, nowMs, zone)}
            </time>
            <div>
              <span className={styles.words}>{line.words}</span> <span className={styles.who}>{line.who}</span>
              {line.signed && (
                <span className={styles.signed}>
                  <IconSignature size={13} aria-hidden /> {history.signed}
                </span>
              )}
              {line.detail !== null && <p className={styles.detail}>{line.detail}</p>}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
};
