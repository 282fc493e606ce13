import { Radio, Stack } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import type { Recipient } from '#contract/compose';
import { useZone } from '../app/desk';
import { caseTexts } from '../case/texts';
import { dateText } from '../ui/times';
import { composeTexts } from './texts';
import styles from './Recipients.module.css';

/** Whom it goes to: a choice among the account's addresses from before the case; a barred one says why (R5). */
export const Recipients = ({
  recipients,
  value,
  onChange,
}: {
  readonly recipients: readonly Recipient[];
  readonly value: string | null;
  readonly onChange: (addressId: string) => void;
}) => {
  const zone = useZone();
  const about = ({ refusal, since, basis }: Recipient): string =>
    refusal !== null
      ? refusal.message
      : since === null
        ? composeTexts.sinceUnknown
        : caseTexts.account.age[basis](dateText(since, zone));
  return (
    <Radio.Group
      label={composeTexts.to}
      description={composeTexts.toHint}
      value={value ?? ''}
      onChange={onChange}
      classNames={{ description: styles.hint ?? '' }}
    >
      {recipients.every(({ refusal }) => refusal !== null) && (
        <p role="alert" className={styles.none}>
          {composeTexts.noAddress}
        </p>
      )}
      <Stack gap={0} className={styles.list ?? ''}>
        {recipients.map((one) => (
          <Radio.Card
            key={one.addressId}
            value={one.addressId}
            disabled={one.refusal !== null}
            className={styles.one ?? ''}
            aria-label={one.address}
            aria-describedby={`about-${one.addressId}`}
          >
            {one.refusal === null ? (
              <Radio.Indicator size="xs" />
            ) : (
              <IconBan size={16} stroke={1.7} aria-hidden className={styles.ban} />
            )}
            <span className={styles.address}>{one.address}</span>
            <span id={`about-${one.addressId}`} className={styles.about}>
              {about(one)}
            </span>
          </Radio.Card>
        ))}
      </Stack>
    </Radio.Group>
  );
};
