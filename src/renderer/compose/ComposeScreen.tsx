import { useMediaQuery } from '@mantine/hooks';
import { SegmentedControl } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ComposeView } from '#contract/compose';
import type { MailDraft } from '#contract/drafts';
import { handTemplates } from '#contract/drafts';
import { ways } from '#domain/case/events';
import { useKeptDraft } from '../app/kept-drafts';
import type { KeptDraft } from '../app/kept-drafts';
import { useKeys } from '../app/keys';
import { useNavigation } from '../app/navigation';
import { useCall } from '../app/queries';
import { Bars } from '../ui/Bars';
import { Failure } from '../ui/Failure';
import { Composer } from './Composer';
import { Preview } from './Preview';
import { composeTexts } from './texts';
import { usePreview } from './use-preview';
import styles from './ComposeScreen.module.css';

const now = { getInitialValueInEffect: false } as const;

/** `recovery-link`, `self-help:backup-code:fr`, `free-answer:::Re: Your link`. */
const asked = (
  about: string | null,
): (Pick<MailDraft, 'template' | 'way'> & Partial<Pick<MailDraft, 'language' | 'subject'>>) | null => {
  const [template, way, language, ...subject] = about?.split(':') ?? [];
  const known = handTemplates.find((one) => one === template);
  return known === undefined
    ? null
    : {
        template: known,
        way: ways.find((one) => one === way) ?? null,
        ...(language === 'en' || language === 'fr' ? { language } : {}),
        ...(subject.length === 0 ? {} : { subject: subject.join(':') }),
      };
};

const begin = (view: ComposeView, about: string | null): MailDraft => ({
  kind: 'mail',
  draftId: crypto.randomUUID(),
  template: 'free-answer',
  way: null,
  addressId: view.recipients.find(({ refusal }) => refusal === null)?.addressId ?? null,
  language: view.language,
  subject: '',
  written: [],
  ...asked(about),
});

const Ready = ({
  view,
  turn,
  kept,
  about,
}: {
  readonly view: ComposeView;
  readonly turn: number;
  readonly kept: KeptDraft<MailDraft>;
  readonly about: string | null;
}) => {
  const isNarrow = useMediaQuery('(max-width: 68.75em)', false, now);
  const [shows, setShows] = useState<'write' | 'preview'>('write');
  const [fresh, setFresh] = useState(() => begin(view, about));
  // One that left already, and that a crash kept from being forgotten, is not sent again.
  const wasSent = kept.content !== null && view.sentDrafts.includes(kept.content.draftId);
  const draft = kept.content === null || wasSent ? fresh : kept.content;
  // Whoever asked for a template gets it; what they had written stays.
  const begun = useRef(false);
  useEffect(() => {
    const wanted = asked(about);
    if (begun.current || wanted === null) return;
    begun.current = true;
    const { subject = '', ...template } = wanted;
    const isOther = draft.template !== template.template || draft.way !== template.way;
    const isUnnamed = draft.subject === '' && subject !== '';
    if (isOther || isUnnamed) kept.change({ ...draft, ...template, ...(isUnnamed && { subject }) });
  }, [about, draft, kept]);
  const { shown, isBehind, failure } = usePreview(view.caseId, draft, turn);
  const change = (part: Partial<MailDraft>): void => {
    kept.change({ ...draft, ...part });
  };
  const writes = (
    <Composer
      view={view}
      draft={draft}
      kept={kept}
      change={change}
      wasSent={wasSent}
      findings={shown?.answer.findings ?? []}
      refusal={shown?.answer.refusal ?? null}
      isBehind={isBehind}
      onDiscarded={() => setFresh(begin(view, null))}
    />
  );
  const preview = (
    <Preview message={shown?.answer.message ?? null} isBehind={isBehind} isLoading={shown === null} failure={failure} />
  );
  if (!isNarrow)
    return (
      <div className={styles.screen}>
        {writes}
        {preview}
      </div>
    );
  return (
    <div className={styles.narrow}>
      <SegmentedControl
        aria-label={composeTexts.preview.tabs}
        className={styles.tabs ?? ''}
        value={shows}
        onChange={(value) => setShows(value === 'preview' ? 'preview' : 'write')}
        data={[
          { value: 'write', label: composeTexts.preview.write },
          { value: 'preview', label: composeTexts.preview.show },
        ]}
      />
      {/* Both stay: what is written lives in the editor. */}
      <div className={styles.tab} hidden={shows !== 'write'}>
        {writes}
      </div>
      <div className={styles.tab} hidden={shows !== 'preview'}>
        {preview}
      </div>
    </div>
  );
};

/** Writing what a customer will read: the words and what they need at the left, the true message at the right. */
export const ComposeScreen = ({ caseId, about }: { readonly caseId: string; readonly about: string | null }) => {
  const answer = useCall('compose.open', { caseId });
  const kept = useKeptDraft(caseId, 'mail');
  const back = useNavigation((state) => state.back);
  useKeys(composeTexts.title['free-answer'], [{ keys: 'escape', label: composeTexts.keys.back, run: back }]);
  if (answer.error !== null)
    return (
      <div className={styles.failure}>
        <Failure failure={answer.error} onAgain={() => void answer.refetch()} />
      </div>
    );
  if (answer.data === undefined || kept.isLoading) return <Bars rows={12} label={composeTexts.loading} />;
  return <Ready view={answer.data} turn={answer.dataUpdatedAt} kept={kept} about={about} />;
};
