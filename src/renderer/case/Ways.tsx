import { Button, Textarea } from '@mantine/core';
import { IconBan, IconBolt, IconCheck, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { CaseView } from '#contract/cases';
import type { Way, WayOutcome } from '#domain/case/events';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { useKeys } from '../app/keys';
import { useCommand } from '../app/queries';
import { useWhyNot } from '../app/session';
import { caseTexts } from '../app/texts/case';
import { firmRoleNames, wayNames } from '../app/texts/words';
import { Chip } from '../ui/Chip';
import { Failure } from '../ui/Failure';
import { Key } from '../ui/Key';
import { stampText } from '../ui/times';
import styles from './Ways.module.css';

const { ways: words } = caseTexts;
type WayView = CaseView['selfHelp'][number];
type Asking = { readonly way: Way; readonly outcome: WayOutcome };

const isRuledOut = (way: WayView): boolean => way.outcome === 'tried' || way.outcome === 'impossible';

const WhoMay = ({ people }: { readonly people: NonNullable<CaseView['account']>['mayDisable'] }) => (
  <ul className={styles.people}>
    {people.map((person) => (
      <li key={person.name} data-may={person.may}>
        <span>{person.name}</span><span className={styles.quiet}>{firmRoleNames[person.role]}</span>
        <span className={styles.may}>{person.may ? <IconCheck size={14} role="img" aria-label={words.may} /> : <IconBan size={14} role="img" aria-label={words.mayNot} />}{person.why}</span>
      </li>
    ))}
  </ul>
);

const WhyBox = ({ asking, isBusy, onRecord, onCancel }: { readonly asking: Asking; readonly isBusy: boolean; readonly onRecord: (why: string) => void; readonly onCancel: () => void }) => {
  const [why, setWhy] = useState('');
  const isWorked = asking.outcome === 'worked';
  const isReady = isWorked || why.trim().length >= 3;
  return (
    <form className={styles.whyBox} onSubmit={(event) => { event.preventDefault(); if (isReady) onRecord(why); }}>
      <Textarea autoFocus label={isWorked ? words.worked : words.whyTitle} description={words.whyHint} value={why} onChange={(event) => setWhy(event.currentTarget.value)} maxLength={1000} autosize minRows={1} maxRows={5}
        onKeyDown={(event) => {
          if (event.key === 'Escape') { event.preventDefault(); onCancel(); }
          if (event.key === 'Enter' && !event.shiftKey && isReady) { event.preventDefault(); onRecord(why); }
        }} />
      <div className={styles.buttons}>
        <Button type="submit" disabled={!isReady} loading={isBusy} rightSection={<Key keys="enter" isOnFill />}>{isWorked ? words.worked : words.record}</Button>
        <Button variant="default" onClick={onCancel}>{caseTexts.cancel}</Button>
      </div>
    </form>
  );
};

/** The ways back that come before a link, in an order that never changes; the fastest open one asks for an answer (R3). */
export const Ways = ({ view }: { readonly view: CaseView }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const why = useWhyNot('case:work');
  const record = useCommand('cases.recordWay');
  const [asking, setAsking] = useState<Asking | null>(null);
  const [isReopened, setReopened] = useState<Way | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const isWorkable = view.can.work && why === null && view.frozen === null && (view.status === 'triage' || view.status === 'awaiting-admin');
  const open = isWorkable ? view.selfHelp.find((way) => way.way === isReopened) ?? (view.override === null ? view.selfHelp.find((way) => !isRuledOut(way)) : undefined) : undefined;

  const send = (way: Way, outcome: WayOutcome, text: string): void => record.mutate({ caseId: view.caseId, way, outcome, why: text }, { onSuccess: () => { setAsking(null); setReopened(null); list.current?.focus(); } });
  const choose = (outcome: WayOutcome): void => {
    if (open === undefined) return;
    if (outcome === 'impossible' || outcome === 'worked') setAsking({ way: open.way, outcome });
    else send(open.way, outcome, '');
  };
  useKeys(words.title, open === undefined || asking !== null ? [] : [
    { keys: '1', label: words.worked, run: () => choose('worked') },
    { keys: '2', label: words.tried, run: () => choose('tried') },
    { keys: '3', label: words.impossible, run: () => choose('impossible') },
    ...(open.way === 'someone-in-the-firm' && open.outcome === null ? [{ keys: '4', label: words.offered, run: () => choose('offered') }] : []),
  ]);

  return (
    <section aria-label={words.title} className={styles.ways} data-compact={view.status !== 'triage' && view.status !== 'awaiting-admin' ? true : undefined}>
      <header className={styles.head}><h2>{words.title}</h2>{view.marks.includes('on-phone') && <span className={styles.quiet}>{words.onPhone}</span>}</header>
      <ol ref={list} tabIndex={-1} className={styles.list}>
        {view.selfHelp.map((way, index) => {
          const isOpen = way === open;
          const isOut = isRuledOut(way);
          return (
            <li key={way.way} className={styles.way} data-open={isOpen || undefined} data-out={isOut || undefined} aria-current={isOpen ? 'step' : undefined}>
              <span className={styles.number} aria-hidden>{isOut ? <IconX size={14} stroke={2} /> : index + 1}</span>
              <div className={styles.body}>
                <div className={styles.line}>
                  <h3 className={styles.name}>{wayNames[way.way]}</h3>
                  {isOpen && <Chip tone="ours" icon={<IconBolt size={13} aria-hidden />}>{words.fastest}</Chip>}
                  {isOut && isWorkable && !isOpen && <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setReopened(way.way)} aria-label={`${words.again}: ${wayNames[way.way]}`}>{words.again}</Button>}
                </div>
                {way.outcome !== null && <p className={styles.outcome}>{words.by(words.outcome[way.outcome], way.by ?? '', way.at === null ? '' : stampText(way.at, nowMs, zone))}{way.why !== null && way.why !== '' && <>: {way.why}</>}</p>}
                {!isOut && <p className={styles.hint}>{way.hint}</p>}
                {!isOut && way.way === 'someone-in-the-firm' && view.account !== null && view.account.mayDisable.length > 0 && <WhoMay people={view.account.mayDisable} />}
                {isOpen && asking === null && (
                  <>
                    <p className={styles.never}>{words.neverAsk}</p>
                    <div className={styles.buttons}>
                      <Button leftSection={<IconCheck size={15} aria-hidden />} rightSection={<Key keys="1" isOnFill />} onClick={() => choose('worked')}>{words.worked}</Button>
                      <Button variant="default" rightSection={<Key keys="2" />} loading={record.isPending} onClick={() => choose('tried')}>{words.tried}</Button>
                      <Button variant="default" rightSection={<Key keys="3" />} onClick={() => choose('impossible')}>{words.impossible}</Button>
                      {way.way === 'someone-in-the-firm' && way.outcome === null && <Button variant="default" rightSection={<Key keys="4" />} onClick={() => choose('offered')}>{words.offered}</Button>}
                    </div>
                  </>
                )}
                {isOpen && asking?.way === way.way && <WhyBox key={asking.outcome} asking={asking} isBusy={record.isPending} onRecord={(text) => send(way.way, asking.outcome, text)} onCancel={() => setAsking(null)} />}
                {isOpen && <Failure failure={record.error} />}
              </div>
            </li>
          );
        })}
      </ol>
      {why !== null && <p className={styles.quiet}>{why}</p>}
    </section>
  );
};
