import { ActionIcon, Button, SegmentedControl, Select, TextInput, Tooltip } from '@mantine/core';
import { IconLanguage, IconSend, IconTrash } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { ComposeView, FindingView } from '#contract/compose';
import type { MailDraft } from '#contract/drafts';
import type { RefusalView } from '#contract/shared';
import type { KeptDraft } from '../app/kept-drafts';
import { useKeys } from '../app/keys';
import { useNavigation } from '../app/navigation';
import { useCommand } from '../app/queries';
import { useSession } from '../app/session';
import { Bars } from '../ui/Bars';
import { Failure } from '../ui/Failure';
import { Key } from '../ui/Key';
import { StatusChip } from '../ui/StatusChip';
import { AskDialog, ConflictDialog, DiscardDialog } from './ComposeDialogs';
import type { EditorHandle } from './Editor';
import { Findings, inOrder } from './Findings';
import { Recipients } from './Recipients';
import { composeTexts } from './texts';
import styles from './Composer.module.css';

// The editor comes with the first mail that somebody writes: no start waits for it.
const Editor = lazy(async () => ({ default: (await import('./Editor')).Editor }));

const keyOf = (one: Pick<MailDraft, 'template' | 'way'>): string => `${one.template}:${one.way ?? ''}`;

/** The form at the left: template, language, recipient, words, findings, and the button that says what blocks. */
export const Composer = ({
  view,
  draft,
  kept,
  change,
  wasSent,
  findings,
  refusal,
  isBehind,
  onDiscarded,
}: {
  readonly view: ComposeView;
  readonly draft: MailDraft;
  readonly kept: KeptDraft<MailDraft>;
  readonly change: (part: Partial<MailDraft>) => void;
  readonly wasSent: boolean;
  readonly findings: readonly FindingView[];
  readonly refusal: RefusalView | null;
  readonly isBehind: boolean;
  readonly onDiscarded: () => void;
}) => {
  const { who } = useSession();
  const back = useNavigation((state) => state.back);
  const editor = useRef<EditorHandle>(null);
  const subject = useRef<HTMLInputElement>(null);
  const [asks, setAsks] = useState<'warnings' | 'discard' | null>(null);
  const [at, setAt] = useState(-1);
  // The editor holds what is written; where the draft becomes another one, it begins anew.
  const [turn, setTurn] = useState(0);
  const send = useCommand('compose.send');
  const isFree = draft.template === 'free-answer';
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const chosen = view.templates.find((one) => keyOf(one) === keyOf(draft));
  const why = chosen?.refusal ?? (draft.addressId === null ? null : refusal);
  const blocks =
    why !== null
      ? why.message
      : draft.addressId === null
        ? composeTexts.noRecipient
        : errors.length > 0
          ? composeTexts.blocked(errors.length)
          : null;

  const show = (finding: FindingView): void => {
    const { place } = finding;
    if (place.part === 'written') {
      editor.current?.select(place);
      return;
    }
    subject.current?.focus();
    subject.current?.setSelectionRange(place.from, place.to);
  };
  const repair = (finding: FindingView): void => {
    const { place } = finding;
    if (finding.repair === null) return;
    if (place.part === 'written') editor.current?.repair(place, finding.repair);
    else if (finding.repair.kind === 'put')
      change({
        subject: `${draft.subject.slice(0, place.from)}${finding.repair.text}${draft.subject.slice(place.to)}`,
      });
  };
  const next = (): void => {
    const placed = inOrder(findings).filter(({ place }) => place.part === 'subject' || place.from !== place.to);
    const index = placed.length === 0 ? -1 : (at + 1) % placed.length;
    setAt(index);
    const finding = placed[index];
    if (finding !== undefined) show(finding);
  };
  const leave = async (): Promise<void> => {
    await kept.flush();
    send.mutate(
      { caseId: view.caseId, draft, seen: [...new Set(warnings.map(({ rule }) => rule))] },
      {
        onSuccess: () => {
          void kept.forget(true);
          back();
        },
      },
    );
  };
  // Who sends while the last words are still being read means those, too: it waits for what is found in them.
  const [asked, setAsked] = useState<MailDraft | null>(null);
  const isWaiting = isBehind && asked === draft;
  const press = (): void => {
    if (send.isPending) return;
    if (isBehind) setAsked(draft);
    else if (blocks !== null) return;
    else if (warnings.length > 0) setAsks('warnings');
    else void leave();
  };
  const done = useRef<MailDraft | null>(null);
  useEffect(() => {
    // Once for each press, and not for what was typed after it.
    if (asked !== draft || isBehind || done.current === asked) return;
    done.current = asked;
    press();
  });
  const title =
    draft.template === 'recovery-link' && view.isLinkSent ? composeTexts.newLink : composeTexts.title[draft.template];
  useKeys(title, [
    {
      keys: 'mod+enter',
      label: composeTexts.keys.send,
      run: press,
      refusal: isBehind ? undefined : (blocks ?? undefined),
    },
    { keys: 'f8', label: composeTexts.keys.next, run: next },
  ]);
  const ownLanguage = composeTexts.ownLanguage[view.language];
  return (
    <section className={styles.form} aria-label={title}>
      <div className={styles.scroll}>
        <header className={styles.head}>
          <div className={styles.who}>
            <h1 className={styles.title}>{title}</h1>
            <p className={styles.person}>
              {[view.person, view.firm].filter((one) => one !== '').join(', ')} · {view.number}
            </p>
          </div>
          <StatusChip status={view.status} isFrozen={view.isFrozen} />
        </header>
        {wasSent && <p className={styles.note}>{composeTexts.leftBehind}</p>}
        <div className={styles.row}>
          <Select
            aria-label={composeTexts.template}
            className={styles.template ?? ''}
            value={keyOf(draft)}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            data={view.templates.map((one) => ({
              value: keyOf(one),
              label: composeTexts.templateName(one.template, one.way),
              disabled: one.refusal !== null && keyOf(one) !== keyOf(draft),
            }))}
            onChange={(key) => {
              const one = view.templates.find((candidate) => keyOf(candidate) === key);
              if (one !== undefined) change({ template: one.template, way: one.way });
            }}
          />
          <SegmentedControl
            aria-label={composeTexts.language}
            value={draft.language}
            onChange={(value) => change({ language: value === 'fr' ? 'fr' : 'en' })}
            data={[
              { value: 'en', label: composeTexts.languages.en },
              { value: 'fr', label: composeTexts.languages.fr },
            ]}
          />
        </div>
        {draft.language !== view.language && (
          <p className={styles.warning}>
            <IconLanguage size={16} stroke={1.7} aria-hidden />
            <span>{composeTexts.otherLanguage(ownLanguage)}</span>
            <Button variant="default" size="compact-xs" onClick={() => change({ language: view.language })}>
              {composeTexts.useOwn(ownLanguage)}
            </Button>
          </p>
        )}
        <Recipients
          recipients={view.recipients}
          value={draft.addressId}
          onChange={(addressId) => change({ addressId })}
        />
        <div className={styles.box}>
          {isFree && (
            <TextInput
              ref={subject}
              aria-label={composeTexts.subject}
              placeholder={composeTexts.subjectPlaceholder}
              value={draft.subject}
              maxLength={300}
              variant="unstyled"
              classNames={{ input: styles.subject ?? '' }}
              error={
                draft.subject.trim() !== '' &&
                findings.some(({ place, severity }) => place.part === 'subject' && severity === 'error')
              }
              lang={draft.language}
              onChange={(event) => change({ subject: event.currentTarget.value })}
            />
          )}
          <Suspense fallback={<Bars rows={4} label={composeTexts.loading} />}>
            <Editor
              key={`${who.staffId} ${draft.draftId} ${turn} ${isFree}`}
              initial={draft.written}
              onChange={(written) => change({ written })}
              findings={findings}
              fields={view.fields}
              language={draft.language}
              placeholder={isFree ? composeTexts.bodyPlaceholder : composeTexts.bodyPlaceholderNote}
              handle={editor}
            />
          </Suspense>
        </div>
        <p className={styles.fixed}>
          {composeTexts.fixed[draft.template]}{' '}
          {draft.template === 'recovery-link' && composeTexts.linkEnds(view.linkHours)}{' '}
          {draft.template === 'recovery-link' && view.isLinkSent && composeTexts.linkKills}
        </p>
        <Findings findings={findings} onShow={show} onRepair={repair} onNext={next} />
      </div>
      <footer className={styles.foot}>
        <Failure failure={send.error} />
        {kept.failure !== null && (
          <p role="alert" className={styles.unkept}>
            {composeTexts.notSaved} {kept.failure.message}
          </p>
        )}
        <div className={styles.buttons}>
          <Button
            leftSection={<IconSend size={15} aria-hidden />}
            rightSection={<Key keys="mod+enter" isOnFill={blocks === null} />}
            disabled={blocks !== null}
            loading={send.isPending || isWaiting}
            onClick={press}
          >
            {composeTexts.send[draft.template]}
          </Button>
          <span className={styles.blocks} role="status">
            {isWaiting ? composeTexts.reading : blocks}
          </span>
          <span className={styles.kept}>
            {kept.content === null || wasSent ? '' : kept.isDirty ? composeTexts.saving : composeTexts.saved}
          </span>
          {kept.content !== null && (
            <Tooltip label={composeTexts.discard}>
              <ActionIcon aria-label={composeTexts.discard} onClick={() => setAsks('discard')}>
                <IconTrash size={16} stroke={1.7} />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
      </footer>
      {asks === 'warnings' && (
        <AskDialog
          warnings={warnings}
          onClose={() => setAsks(null)}
          onYes={() => {
            setAsks(null);
            void leave();
          }}
        />
      )}
      {asks === 'discard' && (
        <DiscardDialog
          onClose={() => setAsks(null)}
          onYes={() => {
            setAsks(null);
            void kept.forget(false).then(() => {
              onDiscarded();
              setTurn(turn + 1);
            });
          }}
        />
      )}
      {kept.conflict !== null && (
        <ConflictDialog
          isGone={kept.conflict.newer === null}
          onTheirs={() => {
            kept.takeNewer();
            setTurn(turn + 1);
          }}
          onMine={() => {
            // It was sent there: what is written here is another mail.
            if (kept.conflict?.newer === null) change({ draftId: crypto.randomUUID() });
            kept.keepMine();
          }}
        />
      )}
    </section>
  );
};
