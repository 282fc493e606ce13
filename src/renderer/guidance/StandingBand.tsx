import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import type { GuidanceView } from '#contract/guidance';
import { useZone } from '../app/desk';
import { copyText } from '../ui/copy';
import { dateText } from '../ui/times';
import { guidanceTexts, valueNames, valueWords } from './texts';
import styles from './StandingBand.module.css';

const { standing: words, addresses: places } = guidanceTexts;
type Reason = Extract<GuidanceView['standing'], { state: 'stale' }>['reasons'][number];

const reasonText = (reason: Reason, zone: string): string => {
  switch (reason.why) {
    case 'review-due':
      return words.reviewDue(dateText(reason.since, zone));
    case 'text-changed':
      return words.textChanged;
    case 'value-changed':
      return words.valueChanged(
        valueNames[reason.value],
        valueWords(reason.value, reason.was),
        valueWords(reason.value, reason.now),
      );
  }
};

const Addresses = ({ addresses }: { readonly addresses: NonNullable<GuidanceView['addresses']> }) => {
  const [told, setTold] = useState('');
  return (
    <div className={styles.places} role="group" aria-label={places.label}>
      {(['en', 'fr'] as const).map((language) => (
        <span key={language} className={styles.place}>
          <code className={styles.address}>{addresses[language]}</code>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={places.copy(places[language])}
            leftSection={<IconCopy size={13} stroke={1.8} aria-hidden />}
            onClick={() =>
              void copyText(addresses[language]).then((isDone) => setTold(isDone ? places.copied : places.failed))
            }
          >
            {places[language]}
          </Button>
        </span>
      ))}
      <span className={styles.told} role="status">
        {told}
      </span>
    </div>
  );
};

/** Where the article stands, why, and where customers read it. */
export const StandingBand = ({ view }: { readonly view: GuidanceView }) => {
  const zone = useZone();
  const { standing, approval, addresses } = view;
  const isGood = standing.state === 'current';
  const Glyph = isGood ? IconCircleCheck : IconAlertTriangle;
  const customersSee = standing.state === 'stale' && standing.reasons.some(({ why }) => why !== 'text-changed');
  return (
    <div className={styles.band} data-good={isGood || undefined}>
      <Glyph size={16} stroke={1.9} aria-hidden className={styles.icon} />
      <div className={styles.words}>
        {approval === null ? (
          <p>
            <strong>{words.never}</strong> {words.neverWay}
          </p>
        ) : (
          <p>
            {words.approved(approval.by, dateText(approval.at, zone), approval.policyVersion)}
            {standing.state === 'current' && ` ${words.reviewBy(dateText(standing.reviewBy, zone))}`}
          </p>
        )}
        {standing.state === 'stale' && (
          <>
            <ul className={styles.reasons}>
              {standing.reasons.map((reason, index) => (
                <li key={index}>{reasonText(reason, zone)}</li>
              ))}
            </ul>
            <p>{customersSee ? words.customersSee : words.customersDont}</p>
          </>
        )}
        {addresses === null ? <p className={styles.quiet}>{places.none}</p> : <Addresses addresses={addresses} />}
      </div>
    </div>
  );
};
