import { Button } from '@mantine/core';
import {
  IconFlagQuestion,
  IconGitMerge,
  IconMoonStars,
  IconRadar2,
  IconShieldLock,
  IconSnowflake,
  IconVersions,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CaseView } from '#contract/cases';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { useNavigation } from '../app/navigation';
import { Key } from '../ui/Key';
import { whenText } from '../ui/times';
import { caseTexts } from './texts';
import type { CaseActions } from './use-case-actions';
import styles from './Bands.module.css';

const inline = (when: string): string => when.replace(/^Today/, 'today');

const Band = ({
  tone,
  icon,
  end,
  isTall = false,
  children,
}: {
  readonly tone: 'ice' | 'plain' | 'warn' | 'bad';
  readonly icon: ReactNode;
  readonly end?: ReactNode;
  /** What stands at its end comes under its words. */
  readonly isTall?: boolean;
  readonly children: ReactNode;
}) => (
  <div className={styles.band} data-tone={tone}>
    {icon}
    <div className={styles.words}>
      {children}
      {isTall && end}
    </div>
    {!isTall && end}
  </div>
);

/** Nothing may run: whose word it was, in their words, and what had been done before (R7). */
const Frozen = ({ frozen, hasRun }: { readonly frozen: NonNullable<CaseView['frozen']>; readonly hasRun: boolean }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const { frozen: words } = caseTexts;
  return (
    <Band tone="ice" icon={<IconSnowflake size={16} stroke={1.8} aria-hidden />}>
      <strong>{words.title}.</strong>{' '}
      {words.by(words.via[frozen.via], frozen.by, inline(whenText(frozen.at, nowMs, zone)))}{' '}
      {frozen.saidAbout !== null && `${words.about(frozen.saidAbout)} `}
      {frozen.words !== null && frozen.words !== '' && <span>“{frozen.words}”</span>}
      {frozen.done.length > 0 ? (
        <>
          <p className={styles.part}>{words.doneBefore}</p>
          <ul aria-label={words.doneBefore} className={styles.list}>
            {frozen.done.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      ) : (
        hasRun && <p className={styles.line}>{words.nothingDone}</p>
      )}
    </Band>
  );
};

const Snoozed = ({
  snooze,
  actions,
}: {
  readonly snooze: NonNullable<CaseView['snooze']>;
  readonly actions: CaseActions;
}) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const { snooze: words } = caseTexts;
  return (
    <Band
      tone="plain"
      icon={<IconMoonStars size={16} stroke={1.8} aria-hidden />}
      end={
        actions.why.snooze === null && (
          <Button variant="default" size="compact-xs" loading={actions.isBusy} onClick={actions.wake}>
            {caseTexts.action.wake}
          </Button>
        )
      }
    >
      <strong>{words.band}</strong>{' '}
      {snooze.until === null ? words.bandEvent : words.bandUntil(inline(whenText(snooze.until, nowMs, zone)))}:{' '}
      {snooze.reason}{' '}
      <span className={styles.quiet}>{words.by(snooze.by, inline(whenText(snooze.at, nowMs, zone)))}</span>
    </Band>
  );
};

const OtherCase = ({
  tone,
  icon,
  words,
  other,
}: {
  readonly tone: 'plain' | 'bad';
  readonly icon: ReactNode;
  readonly words: string;
  readonly other: { readonly caseId: string; readonly number: string };
}) => {
  const go = useNavigation((state) => state.go);
  return (
    <Band
      tone={tone}
      icon={icon}
      end={
        <Button variant="default" size="compact-xs" onClick={() => go('case', other.caseId)}>
          {caseTexts.links.open(other.number)}
        </Button>
      }
    >
      <strong>{words}</strong> <span className={styles.number}>{other.number}</span>
    </Band>
  );
};

/** Nothing is decided or done about what this version can't read; stopping, and the owner's word, are taken. */
const StandsStill = ({ refusal }: { readonly refusal: NonNullable<CaseView['standsStill']> }) => (
  <Band tone="warn" icon={<IconVersions size={16} stroke={1.8} aria-hidden />}>
    <strong>{caseTexts.standsStill.title}.</strong> {refusal.message} {refusal.way}
    <p className={styles.line}>{caseTexts.standsStill.may}</p>
  </Band>
);

/** R7: words in a message freeze nothing by themselves; whoever reads them does, with one key. */
const MaybeNotMe = ({
  said,
  actions,
}: {
  readonly said: NonNullable<CaseView['maybeNotMe']>;
  readonly actions: CaseActions;
}) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const { maybeNotMe: words } = caseTexts;
  return (
    <Band
      tone={said.holds ? 'bad' : 'warn'}
      icon={<IconFlagQuestion size={16} stroke={1.8} aria-hidden />}
      isTall
      end={
        <span className={styles.ends}>
          <Button variant="default" size="compact-xs" onClick={() => actions.open(said.messageId)}>
            {words.show}
          </Button>
          {actions.why.repudiation === null && (
            <Button
              variant="default"
              size="compact-xs"
              className={styles.grave ?? ''}
              rightSection={<Key keys="x" />}
              onClick={() => actions.show('repudiation')}
            >
              {words.record}
            </Button>
          )}
        </span>
      }
    >
      <strong>{words.title}.</strong> {whenText(said.at, nowMs, zone)}. {said.holds ? words.holds : words.read}
    </Band>
  );
};

/**
 * What lies over a case or beside it: freeze, putting aside, other cases, signals; each in words, none when there is
 * none.
 */
export const Bands = ({ view, actions }: { readonly view: CaseView; readonly actions: CaseActions }) => (
  <>
    {view.standsStill !== null && <StandsStill refusal={view.standsStill} />}
    {view.maybeNotMe !== null && <MaybeNotMe said={view.maybeNotMe} actions={actions} />}
    {view.frozen !== null && <Frozen frozen={view.frozen} hasRun={view.disable !== null} />}
    {view.secures !== null && (
      <OtherCase
        tone="plain"
        icon={<IconShieldLock size={16} stroke={1.8} aria-hidden />}
        words={caseTexts.links.secures}
        other={view.secures.of}
      />
    )}
    {view.securedBy !== null && (
      <OtherCase
        tone="bad"
        icon={<IconShieldLock size={16} stroke={1.8} aria-hidden />}
        words={caseTexts.links.securedBy}
        other={view.securedBy}
      />
    )}
    {view.duplicateOf !== null && (
      <OtherCase
        tone="plain"
        icon={<IconGitMerge size={16} stroke={1.8} aria-hidden />}
        words={caseTexts.links.duplicate}
        other={view.duplicateOf}
      />
    )}
    {view.snooze !== null && <Snoozed snooze={view.snooze} actions={actions} />}
    {view.signals.length > 0 && (
      <section className={styles.signals} aria-label={caseTexts.signals.title}>
        <ul className={styles.list}>
          {view.signals.map((one) => (
            <li key={one.signal} className={styles.signal}>
              <IconRadar2 size={15} stroke={1.8} aria-hidden />
              <span>
                <strong>{one.title}</strong> {one.explanation}
              </span>
            </li>
          ))}
        </ul>
      </section>
    )}
  </>
);
