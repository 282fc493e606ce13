import { markStandIns } from '#domain/mail/stand-ins';

export type MailView = {
  readonly client: 'light' | 'dark';
  readonly hasPictures: boolean;
};

const nonce = (): string => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

/** The message as a mail program of that kind shows it: its own rules for dark mode are put in force, or out of it. */
const seenBy = (html: string, { client, hasPictures }: MailView): string => {
  const marked = markStandIns(html)
    .replaceAll('@media (prefers-color-scheme:dark)', client === 'dark' ? '@media all' : '@media not all')
    .replaceAll('<style>', `<style nonce="${nonce()}">`);
  return hasPictures ? marked : marked.replaceAll(/(<img\b[^>]*?)\ssrc="[^"]*"/gi, '$1');
};

/** A message in a frame that runs nothing, loads nothing and leads nowhere. */
export const MailFrame = ({
  html,
  title,
  view,
  className,
}: {
  readonly html: string;
  readonly title: string;
  readonly view: MailView;
  readonly className: string;
}) => (
  <iframe
    title={title}
    sandbox=""
    referrerPolicy="no-referrer"
    srcDoc={seenBy(html, view)}
    className={className}
    data-client={view.client}
  />
);
