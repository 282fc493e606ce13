import { SegmentedControl, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconChevronRight, IconPaperclip } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReceivedView } from '#contract/inbox';
import { useZone } from '../app/desk';
import { Facts } from '../ui/Facts';
import { fullText } from '../ui/times';
import { receivedTexts } from './texts';
import styles from './ReceivedBody.module.css';

type Mail = NonNullable<ReceivedView['mail']>;
type View = 'text' | 'html' | 'facts';
const texts = receivedTexts.body;

const Quoted = ({ words }: { readonly words: string }) => {
  const [isOpen, setOpen] = useState(false);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <>
      <UnstyledButton className={styles.fold ?? ''} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Chevron size={14} stroke={1.8} aria-hidden /> {texts.quoted(words.split('\n').length)}
      </UnstyledButton>
      {isOpen && (
        <pre className={styles.quoted} dir="auto">
          {words}
        </pre>
      )}
    </>
  );
};

const Body = ({ body, arrivedAt }: { readonly body: Mail; readonly arrivedAt: string }) => {
  const [view, setView] = useState<View>('text');
  const zone = useZone();
  const hasWords = body.text.trim() !== '';
  const views: readonly View[] = ['text', ...(body.frame === null ? [] : ['html' as const]), 'facts'];
  return (
    <>
      {body.faults.map((fault) => (
        <p key={fault} className={styles.fault}>
          <IconAlertTriangle size={14} stroke={1.8} aria-hidden /> {texts.fault[fault]}
        </p>
      ))}
      <SegmentedControl
        className={styles.views ?? ''}
        size="xs"
        aria-label={texts.views}
        data={views.map((value) => ({ value, label: texts.view[value] }))}
        value={view}
        onChange={(value) => setView(value as View)}
      />
      {view === 'text' && (
        <>
          {hasWords ? (
            <pre className={styles.words} dir="auto">
              {body.text}
            </pre>
          ) : (
            <p className={styles.quiet}>{body.quoted === '' ? texts.empty : texts.onlyQuoted}</p>
          )}
          {body.quoted !== '' && <Quoted words={body.quoted} />}
        </>
      )}
      {view === 'html' && body.frame !== null && (
        <iframe className={styles.frame} title={texts.frame} src={body.frame} sandbox="" referrerPolicy="no-referrer" />
      )}
      {view === 'facts' && (
        <Facts
          rows={[
            [texts.from, body.from === null ? texts.nobody : `${body.from.name} <${body.from.address}>`],
            [texts.to, body.to.join(', ')],
            [texts.subject, body.subject],
            [texts.arrived, fullText(arrivedAt, zone)],
            [texts.date, body.date === null ? texts.noDate : fullText(body.date, zone)],
            [texts.dmarc, body.dmarc === null ? texts.dmarcNone : texts.dmarcWords[body.dmarc]],
          ]}
        />
      )}
      {body.attachments.length > 0 && (
        <>
          <h4 className={styles.title}>{texts.attachments(body.attachments.length)}</h4>
          <ul className={styles.files} aria-label={texts.attachments(body.attachments.length)}>
            {body.attachments.map((file, index) => (
              // eslint-disable-next-line react/no-array-index-key -- two files may be called the same
              <li key={index}>
                <IconPaperclip size={14} stroke={1.7} aria-hidden /> <bdi className={styles.file}>{file.name}</bdi>
                <span className={styles.quiet}>{texts.file(file.type, file.bytes)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
};

/**
 * What came, for reading: the sender's own words, what they quoted folded. Nothing in it can be pressed, run or fetched;
 * files are named and not opened.
 */
export const ReceivedBody = ({ message }: { readonly message: ReceivedView }) =>
  message.mail === null ? (
    <p className={styles.quiet}>{message.isErased ? texts.erased : texts.unreadable}</p>
  ) : (
    <Body body={message.mail} arrivedAt={message.arrivedAt} />
  );
