import { Button, Textarea } from '@mantine/core';
import { IconBan, IconBolt, IconCheck, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { CaseView } from '#contract/cases';
import type { Way, WayOutcome } from '#domain/case/events';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { useKeys } from '../app/keys';
import { useNavigation } from '../app/navigation';
import { useCommand } from '../app/queries';
import { firmRoleNames, wayNames } from '../app/texts/words';
import { Chip } from '../ui/Chip';
import { Failure } from '../ui/Failure';
import { Key } from '../ui/Key';
import { stampText } from '../ui/times';
import { caseTexts } from './texts';
import { useOfferUndo } from './undo';
import { WayWords } from './WayWords';
import type { WayView } from './WayWords';
import styles from './Ways.module.css';

const { ways: words } = caseTexts;
type Asking = { readonly way: Way; readonly outcome: WayOutcome };

const isRuledOut = (way: WayView): boolean => way.outcome === 'tried' || way.outcome === 'impossible';
const isAnswered = (way: WayView): boolean => way.outcome !== null && way.outcome !== 'taken-back';

const WhoMay = ({ people }: { readonly people: NonNullable<CaseView['account']>['mayDisable'] }) => (
  <ul className={styles.people}>
    {people.map((person) => (
      <li key={person.name} data-may={person.may}>
        <span>{person.name}</span>
        <span className={styles.quiet}>{firmRoleNames[person.role]}</span>
        <span className={styles.may}>
          {person.may ? (
            <IconCheck size={14} role="img" aria-label={words.may} />
          ) : (
            <IconBan size={14} role="img" aria-label={words.mayNot} />
          )}
          {person.why}
        </span>
      </li>
    ))}
  </ul>
);

const WhyBox = ({
  asking,
  isBusy,
  onRecord,
  onCancel,
}: {
  readonly asking: Asking;
  readonly isBusy: boolean;
  readonly onRecord: (why: string) => void;
  readonly onCancel: () => void;
}) => {
  const [why, setWhy] = useState('');
  const isWorked = asking.outcome === 'worked';
  const isReady = isWorked || why.trim().length >= 3;
  return (
    <form
      className={styles.whyBox}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onRecord(why);
      }}
    >
      <Textarea
        autoFocus
        label={isWorked ? words.worked : words.whyTitle}
        description={words.whyHint}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        maxLength={1000}
        autosize
        minRows={1}
        maxRows={5}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.preventDefault();
            onCancel();
          }
          if (event.key === 'Enter' && !event.shiftKey && isReady) {
            event.preventDefault();
            onRecord(why);
          }
        }}
      />
      <div className={styles.buttons}>
        <Button type="submit" disabled={!isReady} loading={isBusy} rightSection={<Key keys="enter" isOnFill />}>
          {isWorked ? words.worked : words.record}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {caseTexts.cancel}
        </Button>
      </div>
    </form>
  );
};

/** What was said of a way, by whom, and the way back from it. */
const Outcome = ({ way }: { readonly way: WayView }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  if (way.outcome === null) return null;
  return (
    <p className={styles.outcome}>
      {words.by(words.outcome[way.outcome], way.by ?? '', way.at === null ? '' : stampText(way.at, nowMs, zone))}
      {way.why !== null && way.why !== '' && <>: {way.why}</>}
    </p>
  );
};

/**
 * The ways back that come before a link: the open ones first, fastest first, with what to say; the others in one line
 * each (R3).
 */
export const Ways = ({ view }: { readonly view: CaseView }) => {
  const why = view.barred.recordWay;
  const record = useCommand('cases.recordWay');
  const offerUndo = useOfferUndo();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [chosen, setChosen] = useState<Way | null>(null);
  const go = useNavigation((state) => state.go);
  const [language, setLanguage] = useState<'en' | 'fr'>(view.account?.language ?? 'en');
  const list = useRef<HTMLOListElement>(null);
  const isTriage = view.status === 'triage' || view.status === 'awaiting-admin';
  const isWorkable = why === null;
  const fastest = view.override === null ? view.selfHelp.find((way) => way.open && !isRuledOut(way)) : undefined;
  const active = isWorkable ? (view.selfHelp.find((way) => way.way === chosen) ?? fastest) : undefined;
  const ordered = [
    ...view.selfHelp.filter((way) => way.open || isAnswered(way)),
    ...view.selfHelp.filter((way) => !way.open && !isAnswered(way)),
  ];
  const whyNoMail = view.barred.sendSelfHelp?.message ?? null;
  const mail = (way: Way): void => go('compose', view.caseId, `self-help:${way}:${language}`);

  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [active?.way]);
  const send = (way: Way, outcome: WayOutcome, text: string): void =>
    record.mutate(
      { caseId: view.caseId, way, outcome, why: text },
      {
        onSuccess: () => {
          setAsking(null);
          setChosen(null);
          list.current?.focus();
          const said = words.recorded(wayNames[way], words.outcome[outcome]);
          if (outcome === 'worked')
            offerUndo(said, 'cases.reopen', { caseId: view.caseId, reason: caseTexts.undo.reason });
          else if (outcome !== 'taken-back')
            offerUndo(said, 'cases.recordWay', { caseId: view.caseId, way, outcome: 'taken-back', why: '' });
        },
      },
    );
  const choose = (outcome: WayOutcome): void => {
    if (active === undefined) return;
    if (outcome === 'impossible' || outcome === 'worked') setAsking({ way: active.way, outcome });
    else send(active.way, outcome, '');
  };
  const canOffer = active?.way === 'someone-in-the-firm' && !isAnswered(active);
  useKeys(
    words.title,
    active === undefined || asking !== null
      ? []
      : [
          { keys: '1', label: words.worked, run: () => choose('worked') },
          { keys: '2', label: words.tried, run: () => choose('tried') },
          { keys: '3', label: words.impossible, run: () => choose('impossible') },
          ...(canOffer ? [{ keys: '4', label: words.offered, run: () => choose('offered') }] : []),
          { keys: 'e', label: words.mail, run: () => mail(active.way), refusal: whyNoMail ?? undefined },
          { keys: 'l', label: words.language, run: () => setLanguage(language === 'en' ? 'fr' : 'en') },
        ],
  );

  const tools = (way: WayView) => {
    if (!isWorkable || way === active) return null;
    const name = wayNames[way.way];
    if (isAnswered(way))
      return (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          loading={record.isPending}
          onClick={() => send(way.way, 'taken-back', '')}
          aria-label={`${words.undo}: ${name}`}
        >
          {words.undo}
        </Button>
      );
    const label = way.open ? words.choose : words.answer;
    return (
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        onClick={() => {
          setAsking(null);
          setChosen(way.way);
        }}
        aria-label={`${label}: ${name}`}
      >
        {label}
      </Button>
    );
  };
  return (
    <section aria-label={words.title} className={styles.ways} data-compact={!isTriage || undefined}>
      <header className={styles.head}>
        <h2>{words.title}</h2>
        {view.marks.includes('on-phone') && <span className={styles.quiet}>{words.onPhone}</span>}
      </header>
      <ol ref={list} tabIndex={-1} className={styles.list}>
        {ordered.map((way, index) => {
          const isActive = way === active;
          const isOut = isRuledOut(way);
          const isClosed = !way.open && !isAnswered(way);
          return (
            <li
              key={way.way}
              className={styles.way}
              data-open={isActive || undefined}
              data-out={isOut || undefined}
              data-closed={(isClosed && !isActive) || undefined}
              aria-current={isActive ? 'step' : undefined}
            >
              <span className={styles.number} aria-hidden>
                {isOut ? <IconX size={14} stroke={2} /> : isClosed ? <IconBan size={14} stroke={2} /> : index + 1}
              </span>
              <div className={styles.body}>
                <div className={styles.line}>
                  <h3 className={styles.name}>{wayNames[way.way]}</h3>
                  {way === fastest && isActive && (
                    <Chip tone="ours" icon={<IconBolt size={13} aria-hidden />}>
                      {words.fastest}
                    </Chip>
                  )}
                  {isClosed && (
                    <p className={styles.hint}>
                      <span className={styles.spoken}>{words.closed}. </span>
                      {way.hint}
                    </p>
                  )}
                  {tools(way)}
                </div>
                {!isOut && !isClosed && <p className={styles.hint}>{way.hint}</p>}
                <Outcome way={way} />
                {isActive &&
                  way.way === 'someone-in-the-firm' &&
                  view.account !== null &&
                  view.account.mayDisable.length > 0 && <WhoMay people={view.account.mayDisable} />}
                {isActive && (
                  <WayWords
                    key={way.way}
                    way={way}
                    language={language}
                    onLanguage={setLanguage}
                    whyNoMail={whyNoMail}
                    onMail={() => mail(way.way)}
                  />
                )}
                {isActive && asking === null && (
                  <div className={styles.answers}>
                    <Button
                      leftSection={<IconCheck size={15} aria-hidden />}
                      rightSection={<Key keys="1" isOnFill />}
                      onClick={() => choose('worked')}
                    >
                      {words.worked}
                    </Button>
                    <Button
                      variant="default"
                      rightSection={<Key keys="2" />}
                      loading={record.isPending}
                      onClick={() => choose('tried')}
                    >
                      {words.tried}
                    </Button>
                    <Button variant="default" rightSection={<Key keys="3" />} onClick={() => choose('impossible')}>
                      {words.impossible}
                    </Button>
                    {canOffer && (
                      <Button variant="default" rightSection={<Key keys="4" />} onClick={() => choose('offered')}>
                        {words.offered}
                      </Button>
                    )}
                  </div>
                )}
                {isActive && asking?.way === way.way && (
                  <WhyBox
                    key={asking.outcome}
                    asking={asking}
                    isBusy={record.isPending}
                    onRecord={(text) => send(way.way, asking.outcome, text)}
                    onCancel={() => setAsking(null)}
                  />
                )}
                {isActive && <Failure failure={record.error} />}
              </div>
            </li>
          );
        })}
      </ol>
      {active === undefined && <Failure failure={record.error} />}
      {why !== null && isTriage && view.next.refusal === null && <p className={styles.quiet}>{why.message}</p>}
    </section>
  );
};
