import { IconCircleCheckFilled, IconCircleDashed, IconCircleXFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FallbackView } from '#contract/cases';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { Chip } from '../ui/Chip';
import { stampText, whenText } from '../ui/times';
import { fallbackTexts } from './texts';
import styles from './Fallback.module.css';

export type FallbackItem = FallbackView['items'][number];
const { item: words, attest, strength } = fallbackTexts;

const Glyph = ({ value }: { readonly value: FallbackItem['value'] }) => {
  switch (value) {
    case 'seen':
      return <IconCircleCheckFilled size={18} className={styles.seen} role="img" aria-label={words.seen} />;
    case 'missing':
      return <IconCircleXFilled size={18} className={styles.missing} role="img" aria-label={words.missing} />;
    case null:
      return <IconCircleDashed size={18} stroke={1.7} className={styles.open} role="img" aria-label={words.open} />;
  }
};

/** One thing that had to be seen: whether it was, what was seen, by whom. */
export const ItemLine = ({
  item,
  end,
  children,
}: {
  readonly item: FallbackItem;
  readonly end?: ReactNode;
  readonly children?: ReactNode;
}) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  return (
    <li className={styles.item} data-value={item.value ?? undefined}>
      <Glyph value={item.value} />
      <div className={styles.itemWords}>
        <span>{item.words}</span>
        {item.note !== null && (
          <p className={styles.note}>
            {item.note}{' '}
            {item.by !== null && item.at !== null && (
              <span className={styles.quiet}>{words.by(item.by, stampText(item.at, nowMs, zone))}</span>
            )}
          </p>
        )}
        {children}
      </div>
      {end}
    </li>
  );
};

/** Which method, how strong, and why it was begun. */
export const FallbackAbout = ({ fallback, end }: { readonly fallback: FallbackView; readonly end?: ReactNode }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  return (
    <header className={styles.about}>
      <div className={styles.aboutTop}>
        <h2 className={styles.title}>{fallback.title}</h2>
        <Chip tone={fallback.strength === 'strong' ? 'ok' : 'theirs'}>{strength[fallback.strength]}</Chip>
        <span className={styles.stage}>{fallbackTexts.stage[fallback.stage]}</span>
        <span className={styles.space} />
        {end}
      </div>
      <p className={styles.what}>{fallback.what}</p>
      <p className={styles.note}>
        <span className={styles.quiet}>{fallbackTexts.because}:</span> {fallback.reason}{' '}
        <span className={styles.quiet}>
          {fallbackTexts.opened(fallback.openedBy, whenText(fallback.openedAt, nowMs, zone))}
        </span>
      </p>
    </header>
  );
};

/** What to say and do, in order. */
export const Script = ({ fallback }: { readonly fallback: FallbackView }) => (
  <section className={styles.script} aria-label={fallbackTexts.script}>
    <h3 className={styles.part}>{fallbackTexts.script}</h3>
    <ol>
      {fallback.script.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ol>
  </section>
);

/** Whether somebody in the firm vouched, in one sentence; nothing when this method asks nobody. */
export const AttestationFact = ({ fallback }: { readonly fallback: FallbackView }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  if (fallback.attestation === null) return null;
  const { asked } = fallback.attestation;
  const isDone = asked !== null && asked.answeredAt !== null;
  return (
    <p className={styles.vouched} data-done={isDone || undefined}>
      <Glyph value={isDone ? 'seen' : null} />
      {asked === null
        ? attest.notAsked
        : asked.answeredAt === null
          ? attest.asked(asked.name)
          : attest.answered(asked.name, whenText(asked.answeredAt, nowMs, zone))}
    </p>
  );
};

/** The evidence to read, as it stands. */
export const Evidence = ({ fallback }: { readonly fallback: FallbackView }) => (
  <section aria-label={fallbackTexts.review.evidence}>
    <h3 className={styles.part}>{fallbackTexts.checklist}</h3>
    <ul className={styles.items}>
      {fallback.items.map((item) => (
        <ItemLine key={item.key} item={item} />
      ))}
    </ul>
    <AttestationFact fallback={fallback} />
  </section>
);
