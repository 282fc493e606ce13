/** What the editor can do, and nothing more: paragraphs, lists, bold, links, and fields as chips. */
import { Extension, Node } from '@tiptap/core';
import { Bold } from '@tiptap/extension-bold';
import { Document } from '@tiptap/extension-document';
import { Link } from '@tiptap/extension-link';
import { BulletList, ListItem, ListKeymap, OrderedList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { Placeholder, UndoRedo } from '@tiptap/extensions';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { FindingView } from '#contract/compose';
import { fieldWords } from '#contract/words/mail-findings';
import type { MergeField } from '#domain/mail/fields';
import { rangeOf } from './editor-document';

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    field: { readonly insertField: (field: MergeField) => ReturnType };
  }
}

const hostOf = (url: string): string => {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
};

/** A merge field: one character, with its name on it. */
const Field = Node.create({
  name: 'field',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,
  addAttributes: () => ({ field: { default: 'name' } }),
  renderHTML: ({ node }) => [
    'span',
    { 'data-field': String(node.attrs['field']), class: 'rd-field' },
    fieldWords[node.attrs['field'] as MergeField],
  ],
  renderText: ({ node }) => fieldWords[node.attrs['field'] as MergeField],
  addCommands() {
    return {
      insertField:
        (field) =>
        ({ chain }) =>
          chain().insertContent({ type: 'field', attrs: { field } }).run(),
    };
  },
});

/** A link's words say where it leads, here as in the mail. */
const SafeLink = Link.extend({
  // Bold has no place in it: a mail's link is drawn as one already.
  excludes: '_',
  inclusive: false,
  renderHTML: ({ HTMLAttributes }) => {
    const href = String(HTMLAttributes['href'] ?? '');
    return ['a', { 'data-href': href, 'data-host': hostOf(href), class: 'rd-link' }, 0];
  },
  parseHTML: () => [],
}).configure({
  openOnClick: false,
  autolink: false,
  linkOnPaste: false,
  // What it may be is the linter's to say, in words; only what could run is kept out here.
  isAllowedUri: (url) => !/^\s*(?:javascript|data|vbscript):/i.test(url),
});

const Item = ListItem.extend({ content: 'paragraph' });
const OnlyBlocks = Document.extend({ content: '(paragraph | bulletList | orderedList)+' });

const marksKey = new PluginKey<DecorationSet>('findings');

/** Wavy lines under what the linter found; they move with the text until it has read it again. */
const FindingMarks = Extension.create({
  name: 'findingMarks',
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key: marksKey,
      state: {
        init: () => DecorationSet.empty,
        apply: (transaction, marks) => {
          const findings = transaction.getMeta(marksKey) as readonly FindingView[] | undefined;
          if (findings === undefined) return marks.map(transaction.mapping, transaction.doc);
          return DecorationSet.create(
            transaction.doc,
            findings.flatMap(({ place, severity, rule }) => {
              const range = place.part === 'written' ? rangeOf(transaction.doc, place) : null;
              return range === null || range.from === range.to
                ? []
                : [
                    Decoration.inline(range.from, range.to, {
                      class: 'rd-finding',
                      'data-severity': severity,
                      'data-rule': rule,
                    }),
                  ];
            }),
          );
        },
      },
      props: { decorations: (state) => marksKey.getState(state) },
    }),
  ],
});
export const findingsMeta = marksKey;

export const editorExtensions = (placeholder: string) => [
  OnlyBlocks,
  Paragraph,
  Text,
  Bold,
  BulletList,
  OrderedList,
  Item,
  ListKeymap,
  SafeLink,
  Field,
  UndoRedo,
  Placeholder.configure({ placeholder }),
  FindingMarks,
];
