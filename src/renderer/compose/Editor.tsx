import { Button, Popover } from '@mantine/core';
import { RichTextEditor } from '@mantine/tiptap';
import '@mantine/tiptap/styles.css';
import { useEditor } from '@tiptap/react';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { KeyboardEvent, Ref } from 'react';
import type { FieldView, FindingView } from '#contract/compose';
import { fieldWords } from '#contract/words/mail-findings';
import type { MergeField } from '#domain/mail/fields';
import type { Written } from '#domain/mail/written';
import { documentOf, rangeOf, writtenOf } from './editor-document';
import { editorExtensions, findingsMeta } from './editor-extensions';
import { composeTexts } from './texts';
import styles from './Editor.module.css';

type WrittenPlace = Extract<FindingView['place'], { part: 'written' }>;
/** What the findings' list does with the text. */
export type EditorHandle = {
  readonly focus: () => void;
  /** Selects a place and brings it into view. False where the text has moved on. */
  readonly select: (place: WrittenPlace) => boolean;
  readonly repair: (place: WrittenPlace, repair: NonNullable<FindingView['repair']>) => boolean;
};

/** The fields by name, to put in where the caret stands: after `{`. */
const FieldList = ({
  fields,
  language,
  onChoose,
  onClose,
}: {
  readonly fields: readonly FieldView[];
  readonly language: 'en' | 'fr';
  readonly onChoose: (field: MergeField) => void;
  readonly onClose: (typed: string) => void;
}) => {
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setAt((at + step + fields.length) % fields.length);
    else if (event.key === 'Enter' || event.key === 'Tab') onChoose(fields[at]?.field ?? 'name');
    else if (event.key === 'Escape' || event.key === 'Backspace') onClose('');
    // Whoever types on meant the brace itself.
    else if (event.key.length === 1) onClose(`{${event.key}`);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={list}
      role="listbox"
      tabIndex={0}
      aria-label={composeTexts.fields}
      aria-activedescendant={`insert-${fields[at]?.field}`}
      className={styles.fieldList}
      onKeyDown={onKeyDown}
      onBlur={() => onClose('')}
    >
      {fields.map((one, index) => (
        <div
          key={one.field}
          id={`insert-${one.field}`}
          role="option"
          aria-selected={index === at}
          className={styles.fieldOption}
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(one.field);
          }}
          onPointerMove={() => setAt(index)}
        >
          <span className={styles.fieldName}>{fieldWords[one.field]}</span>
          <span className={styles.fieldValue}>{one[language] ?? composeTexts.noValue}</span>
        </div>
      ))}
    </div>
  );
};

/**
 * What a person writes: paragraphs, lists, bold, links and fields. What is pasted comes as plain text; nothing in here
 * is ever HTML of somebody's making.
 */
export const Editor = ({
  initial,
  onChange,
  findings,
  fields,
  language,
  placeholder,
  handle,
}: {
  /** Taken once: afterwards the editor holds what is written. */
  readonly initial: Written;
  readonly onChange: (written: Written) => void;
  readonly findings: readonly FindingView[];
  readonly fields: readonly FieldView[];
  readonly language: 'en' | 'fr';
  readonly placeholder: string;
  readonly handle: Ref<EditorHandle>;
}) => {
  const changed = useRef(onChange);
  useEffect(() => {
    changed.current = onChange;
  });
  const [brace, setBrace] = useState<{ readonly top: number; readonly left: number } | null>(null);
  const editor = useEditor({
    extensions: editorExtensions(placeholder),
    content: documentOf(initial),
    injectCSS: false,
    enableContentCheck: true,
    onUpdate: ({ editor: now }) => changed.current(writtenOf(now.getJSON())),
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': composeTexts.body,
        class: styles.content ?? '',
        lang: language,
      },
      // The screen's own keys, which the editor would swallow.
      handleDOMEvents: {
        keydown: (_view, { key, ctrlKey, metaKey }) => key === 'Escape' || (key === 'Enter' && (ctrlKey || metaKey)),
      },
      handlePaste: (view, event) => view.pasteText(event.clipboardData?.getData('text/plain') ?? ''),
      handleDrop: (_view, event) => event.dataTransfer !== null,
      handleTextInput: (view, from, _to, text) => {
        if (text !== '{') return false;
        const { bottom, left } = view.coordsAtPos(from);
        setBrace({ top: bottom, left });
        return true;
      },
    },
  });
  useEffect(() => {
    editor.view.dispatch(editor.state.tr.setMeta(findingsMeta, findings).setMeta('addToHistory', false));
  }, [editor, findings]);
  useImperativeHandle(
    handle,
    () => ({
      focus: () => void editor.commands.focus(),
      select: (place) => {
        const range = rangeOf(editor.state.doc, place);
        if (range === null) return false;
        return editor.chain().focus().setTextSelection(range).scrollIntoView().run();
      },
      repair: (place, repair) => {
        const range = rangeOf(editor.state.doc, place);
        if (range === null) return false;
        const chain = editor.chain().focus().setTextSelection(range);
        if (repair.kind === 'unlink') return chain.unsetLink().run();
        return repair.text === ''
          ? chain.deleteSelection().run()
          : chain.insertContentAt(range, [{ type: 'text', text: repair.text }]).run();
      },
    }),
    [editor],
  );
  const insert = (field: MergeField): void => {
    setBrace(null);
    editor.chain().focus().insertField(field).run();
  };
  return (
    <RichTextEditor editor={editor} withTypographyStyles={false} className={styles.editor ?? ''} variant="subtle">
      <RichTextEditor.Toolbar className={styles.toolbar ?? ''} role="toolbar" aria-label={composeTexts.editor}>
        <RichTextEditor.Bold />
        <RichTextEditor.BulletList />
        <RichTextEditor.OrderedList />
        <RichTextEditor.Link />
        <RichTextEditor.Unlink />
      </RichTextEditor.Toolbar>
      <RichTextEditor.Content className={styles.scroll ?? ''} />
      {brace !== null && (
        <Popover opened position="bottom-start" withinPortal offset={4} onDismiss={() => setBrace(null)}>
          <Popover.Target>
            <span aria-hidden className={styles.caret} style={{ top: brace.top, left: brace.left }} />
          </Popover.Target>
          <Popover.Dropdown p={4}>
            <FieldList
              fields={fields}
              language={language}
              onChoose={insert}
              onClose={(typed) => {
                setBrace(null);
                if (typed === '') editor.commands.focus();
                else editor.chain().focus().insertContent({ type: 'text', text: typed }).run();
              }}
            />
          </Popover.Dropdown>
        </Popover>
      )}
      <div className={styles.chips} role="group" aria-label={composeTexts.fields}>
        {fields.map((one) => (
          <Button
            key={one.field}
            variant="default"
            size="compact-xs"
            leftSection={<IconPlus size={12} aria-hidden />}
            className={styles.chip ?? ''}
            data-missing={one[language] === null || undefined}
            title={one[language] ?? composeTexts.noValue}
            onClick={() => insert(one.field)}
          >
            {fieldWords[one.field]}
          </Button>
        ))}
      </div>
    </RichTextEditor>
  );
};
