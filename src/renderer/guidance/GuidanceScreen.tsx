import { Button, SegmentedControl } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { GuidanceView } from '#contract/guidance';
import { articleOf } from '#domain/guidance/article';
import type { SectionId } from '#domain/guidance/events';
import { useKeys } from '../app/keys';
import { useCall } from '../app/queries';
import { useMay } from '../app/session';
import { Bars } from '../ui/Bars';
import { Chip } from '../ui/Chip';
import { Failure } from '../ui/Failure';
import { Key } from '../ui/Key';
import { KeyLine } from '../ui/KeyLine';
import { ApproveDialog } from './ApproveDialog';
import { ArticleText } from './ArticleText';
import { FeedbackList } from './FeedbackList';
import { SectionList } from './SectionList';
import { StandingBand } from './StandingBand';
import { guidanceTexts } from './texts';
import styles from './GuidanceScreen.module.css';

const chips = {
  'never-approved': { tone: 'theirs', Icon: IconCircleDashed },
  current: { tone: 'ok', Icon: IconCircleCheck },
  stale: { tone: 'warn', Icon: IconAlertTriangle },
} as const;
/** As in the style sheets. */
const oneColumn = '(max-width: 56.25em)';
const { keys: keyWords, feedback: feedbackWords } = guidanceTexts;

/** The customer's article: where it stands, its words, and for leads what customers say about each section. */
export const GuidanceScreen = () => {
  const answer = useCall('guidance.get', {});
  const mayManage = useMay('guidance:manage');
  const said = useCall('guidance.feedback', {}, { enabled: mayManage });
  const [chosen, setChosen] = useState<SectionId>('try-first');
  const [language, setLanguage] = useState<'en' | 'fr'>('en');
  // What the dialog was opened over: an approval is of that, whatever changes meanwhile.
  const [asked, setAsked] = useState<GuidanceView | null>(null);
  const [told, setTold] = useState('');

  const view = answer.data;
  const article = view === undefined ? null : articleOf(language, { names: view.names, values: view.values });
  const sections = article?.sections ?? [];
  const here = Math.max(
    0,
    sections.findIndex(({ id }) => id === chosen),
  );
  const section = sections[here];
  const move = (step: number): void => {
    const next = sections[Math.min(sections.length - 1, Math.max(0, here + step))];
    if (next !== undefined) setChosen(next.id);
  };
  const ask = (): void => {
    setTold('');
    if (view !== undefined) setAsked(view);
  };
  const otherLanguage = (): void => setLanguage(language === 'en' ? 'fr' : 'en');
  useKeys(guidanceTexts.title, [
    { keys: 'j', label: keyWords.next, run: () => move(1), isMove: true },
    { keys: 'k', label: keyWords.previous, run: () => move(-1), isMove: true },
    { keys: 'arrowdown', label: keyWords.next, run: () => move(1), isMove: true },
    { keys: 'arrowup', label: keyWords.previous, run: () => move(-1), isMove: true },
    { keys: 'l', label: keyWords.language, run: otherLanguage },
    { keys: 'a', label: guidanceTexts.approve, run: ask, refusal: mayManage ? undefined : guidanceTexts.onlyLead },
  ]);

  const detail = useRef<HTMLDivElement>(null);
  const seen = useRef(chosen);
  useEffect(() => {
    if (seen.current === chosen) return;
    seen.current = chosen;
    // In one column the section stands below the list that it was chosen from.
    if (window.matchMedia(oneColumn).matches) detail.current?.scrollIntoView({ block: 'start' });
  }, [chosen]);

  const look = view === undefined ? null : chips[view.standing.state];
  const counts = said.data?.sections.find((one) => one.section === section?.id);
  const isDue = view !== undefined && view.standing.state !== 'current';
  return (
    <section className={styles.screen} aria-label={guidanceTexts.title}>
      <div className={styles.bar}>
        <h1 className={styles.title}>{guidanceTexts.title}</h1>
        <span className={styles.quiet}>{guidanceTexts.what}</span>
        {view !== undefined && look !== null && (
          <Chip tone={look.tone} icon={<look.Icon size={13} stroke={2} aria-hidden />}>
            {guidanceTexts.chips[view.standing.state]}
          </Chip>
        )}
        <span className={styles.space} />
        {mayManage ? (
          <Button
            variant={isDue ? 'filled' : 'default'}
            disabled={view === undefined}
            rightSection={<Key keys="a" isOnFill={isDue} />}
            onClick={ask}
          >
            {guidanceTexts.approve}
          </Button>
        ) : (
          <span className={styles.quiet}>{guidanceTexts.onlyLead}</span>
        )}
      </div>
      <p className={styles.told} role="status">
        {told}
      </p>
      {answer.error !== null && (
        <div className={styles.failure}>
          <Failure failure={answer.error} onAgain={() => void answer.refetch()} />
        </div>
      )}
      {answer.isPending && <Bars rows={8} height={48} label={guidanceTexts.loading} />}
      {view !== undefined && <StandingBand view={view} />}
      {article !== null && section !== undefined && (
        <>
          <div className={styles.columns}>
            <SectionList
              article={article}
              counts={said.data?.sections ?? null}
              selected={section.id}
              onSelect={setChosen}
            />
            {/* A key of its own for each section: the scroll begins anew, and done ones are hidden again. */}
            <div key={section.id} ref={detail} className={styles.detail}>
              <div className={styles.head}>
                <h2 className={styles.heading} lang={language}>
                  {section.title}
                </h2>
                <SegmentedControl
                  aria-label={guidanceTexts.language}
                  data={[...guidanceTexts.languages]}
                  value={language}
                  onChange={(value) => setLanguage(value === 'fr' ? 'fr' : 'en')}
                />
              </div>
              {mayManage && (
                <section className={styles.part} aria-label={feedbackWords.title}>
                  <h3 className={styles.small}>{feedbackWords.title}</h3>
                  {said.error !== null && <Failure failure={said.error} onAgain={() => void said.refetch()} />}
                  {said.isPending && <Bars rows={3} label={feedbackWords.loading} />}
                  {said.data !== undefined && counts !== undefined && (
                    <FeedbackList
                      counts={counts}
                      waiting={said.data.waiting.filter((row) => row.section === section.id)}
                      done={said.data.done.filter((row) => row.section === section.id)}
                    />
                  )}
                </section>
              )}
              <section className={styles.part} aria-label={feedbackWords.article}>
                <h3 className={styles.small}>{feedbackWords.article}</h3>
                <ArticleText blocks={section.blocks} language={language} />
                {!mayManage && <p className={styles.quiet}>{feedbackWords.notLead}</p>}
              </section>
            </div>
          </div>
          <KeyLine
            lines={[
              { keys: 'j k', words: keyWords.move },
              { keys: 'l', words: keyWords.other },
              ...(mayManage ? [{ keys: 'a', words: keyWords.approve }] : []),
              { keys: '?', words: keyWords.all },
            ]}
          />
        </>
      )}
      {asked !== null && (
        <ApproveDialog
          view={asked}
          onClose={() => setAsked(null)}
          onDone={() => {
            setAsked(null);
            setTold(guidanceTexts.dialog.done);
          }}
        />
      )}
    </section>
  );
};
