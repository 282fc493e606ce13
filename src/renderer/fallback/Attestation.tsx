import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FallbackView } from '#contract/cases';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { useCommand } from '../app/queries';
import { firmRoleNames } from '../app/texts/words';
import { Failure } from '../ui/Failure';
import { whenText } from '../ui/times';
import { AttestationFact } from './Evidence';
import { fallbackTexts } from './texts';
import styles from './Fallback.module.css';

const { attest } = fallbackTexts;
type Attested = NonNullable<FallbackView['attestation']>;
type Asked = NonNullable<Attested['asked']>;

const Digits = ({ caseId, asked }: { readonly caseId: string; readonly asked: Asked }) => {
  const [digits, setDigits] = useState('');
  const answer = useCommand('fallback.answerAttestation');
  const isReady = /^\d{4} ?\d{4}$/.test(digits.trim());
  const error =
    answer.data?.ok === false && digits === ''
      ? answer.data.attemptsLeft === 0
        ? attest.none
        : attest.wrong(answer.data.attemptsLeft)
      : null;
  return (
    <form
      className={styles.digits}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) answer.mutate({ caseId, digits: digits.trim() }, { onSuccess: () => setDigits('') });
      }}
    >
      <TextInput
        label={attest.digits}
        description={`${attest.hint} ${attest.left(asked.attemptsLeft)}.`}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={digits}
        onChange={(event) => setDigits(event.currentTarget.value)}
        maxLength={9}
        inputMode="numeric"
        autoComplete="off"
        placeholder="0000 0000"
        error={error}
      />
      <Button type="submit" variant="default" disabled={!isReady} loading={answer.isPending}>
        {attest.check}
      </Button>
      <Failure failure={answer.error} />
    </form>
  );
};

/** Who vouches gets a code at an address from before the case, and reads it out. */
export const Attestation = ({
  caseId,
  fallback,
  attestation,
}: {
  readonly caseId: string;
  readonly fallback: FallbackView;
  readonly attestation: Attested;
}) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const ask = useCommand('fallback.askAttestation');
  const { asked, candidates } = attestation;
  const [attestorId, setAttestorId] = useState<string | null>(candidates[0]?.accountId ?? null);
  const isExpired = asked !== null && Date.parse(asked.expiresAt) <= nowMs;
  const isDead =
    asked !== null &&
    (isExpired || asked.attemptsLeft === 0 || ['failed', 'bounced', 'cancelled'].includes(asked.mail));
  return (
    <section className={styles.attest} aria-label={attest.title}>
      <h3 className={styles.part}>{attest.title}</h3>
      {asked !== null && asked.answeredAt !== null ? (
        <AttestationFact fallback={fallback} />
      ) : (
        <>
          {asked !== null && (
            <p className={styles.note} role="status">
              {isExpired
                ? attest.expired
                : asked.attemptsLeft === 0
                  ? attest.none
                  : `${attest.sent(asked.name, asked.to, whenText(asked.expiresAt, nowMs, zone))} ${attest.mail[asked.mail]}`}
            </p>
          )}
          {asked !== null && !isDead && <Digits caseId={caseId} asked={asked} />}
          {candidates.length === 0 ? (
            <p className={styles.note}>{attest.nobody}</p>
          ) : (
            <form
              className={styles.digits}
              onSubmit={(event) => {
                event.preventDefault();
                if (attestorId !== null) ask.mutate({ caseId, attestorId });
              }}
            >
              <Select
                label={attest.who}
                allowDeselect={false}
                value={attestorId}
                onChange={setAttestorId}
                data={candidates.map((one) => ({
                  value: one.accountId,
                  label: `${one.name}, ${firmRoleNames[one.role]}`,
                }))}
              />
              <Button type="submit" variant="default" loading={ask.isPending}>
                {asked === null ? attest.send : attest.sendNew}
              </Button>
            </form>
          )}
          <Failure failure={ask.error} />
        </>
      )}
    </section>
  );
};
