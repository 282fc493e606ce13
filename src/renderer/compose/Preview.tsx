import { Checkbox, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { PreviewMessage } from '#contract/compose';
import { Failure } from '../ui/Failure';
import type { CallFailure } from '../app/bridge';
import { composeTexts } from './texts';
import { MailFrame } from './MailFrame';
import styles from './Preview.module.css';

const { preview } = composeTexts;

/** A mail program's head over the message. */
const Head = ({ message, isNarrow }: { readonly message: PreviewMessage; readonly isNarrow: boolean }) => (
  <div className={styles.mailHead}>
    <p className={styles.mailSubject}>{message.subject}</p>
    <p className={styles.mailLine}>{isNarrow ? message.from.replace(/ <[^>]*>$/, '') : message.from}</p>
    <p className={styles.mailLine}>
      {preview.to} {message.to}
    </p>
  </div>
);

/** The real message, at two widths or as plain text, as mail programs in light and dark show it. */
export const Preview = ({
  message,
  isBehind,
  isLoading,
  failure,
}: {
  readonly message: PreviewMessage | null;
  readonly isBehind: boolean;
  readonly isLoading: boolean;
  readonly failure: CallFailure | null;
}) => {
  const [shows, setShows] = useState<'html' | 'text'>('html');
  const [client, setClient] = useState<'light' | 'dark'>('light');
  const [hasPictures, setPictures] = useState(true);
  const view = { client, hasPictures };
  return (
    <section className={styles.preview} aria-label={preview.title}>
      <header className={styles.head}>
        <h2 className={styles.title}>{preview.title}</h2>
        <p className={styles.about} role="status">
          {isBehind ? preview.behind : preview.asItLeaves}
        </p>
        {shows === 'html' && (
          <>
            <Checkbox
              label={preview.pictures}
              checked={hasPictures}
              onChange={(event) => setPictures(event.currentTarget.checked)}
            />
            <SegmentedControl
              aria-label={preview.client}
              value={client}
              onChange={(value) => setClient(value === 'dark' ? 'dark' : 'light')}
              data={[
                { value: 'light', label: preview.light },
                { value: 'dark', label: preview.dark },
              ]}
            />
          </>
        )}
        <SegmentedControl
          aria-label={preview.view}
          value={shows}
          onChange={(value) => setShows(value === 'text' ? 'text' : 'html')}
          data={[
            { value: 'html', label: preview.html },
            { value: 'text', label: preview.text },
          ]}
        />
      </header>
      <Failure failure={failure} />
      {message === null && !isLoading && failure === null && <p className={styles.none}>{preview.none}</p>}
      {message !== null && shows === 'text' && (
        <figure className={styles.plain} data-behind={isBehind || undefined}>
          <figcaption className={styles.caption}>
            {preview.plain} · {preview.bytes(message.bytes)}
          </figcaption>
          <div className={styles.sheet}>
            <Head message={message} isNarrow={false} />
            <pre className={styles.text}>{message.text}</pre>
          </div>
        </figure>
      )}
      {message !== null && shows === 'html' && (
        <div className={styles.frames} data-behind={isBehind || undefined}>
          <figure className={styles.desktop}>
            <figcaption className={styles.caption}>{preview.desktop}</figcaption>
            <div className={styles.sheet} data-client={client}>
              <Head message={message} isNarrow={false} />
              <MailFrame
                html={message.html}
                title={preview.frame(preview.desktop)}
                view={view}
                className={styles.frame ?? ''}
              />
            </div>
          </figure>
          <figure className={styles.phone}>
            <figcaption className={styles.caption}>{preview.phone}</figcaption>
            <div className={styles.phoneBody} data-client={client}>
              <Head message={message} isNarrow />
              <MailFrame
                html={message.html}
                title={preview.frame(preview.phone)}
                view={view}
                className={styles.frame ?? ''}
              />
            </div>
          </figure>
        </div>
      )}
    </section>
  );
};
