/** Between what is written and the editor's own document. Nothing here knows HTML, and nothing else is let in. */
import type { JSONContent } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import type { FindingView } from '#contract/compose';
import { mergeFields, type MergeField } from '#domain/mail/fields';
import type { Written, WrittenBlock, WrittenLine, WrittenPiece } from '#domain/mail/written';

const isField = (value: unknown): value is MergeField => mergeFields.some((field) => field === value);
const markOf = (node: JSONContent, type: string) => node.marks?.find((mark) => mark.type === type);

const pieceOf = (node: JSONContent): readonly WrittenPiece[] => {
  if (node.type === 'field')
    return isField(node.attrs?.['field']) ? [{ kind: 'field', field: node.attrs['field'] }] : [];
  const { text } = node;
  if (node.type !== 'text' || text === undefined || text === '') return [];
  const url: unknown = markOf(node, 'link')?.attrs?.['href'];
  if (typeof url === 'string') return [{ kind: 'link', text, url }];
  return [{ kind: markOf(node, 'bold') === undefined ? 'text' : 'strong', text }];
};
const lineOf = (node: JSONContent | undefined): WrittenLine => (node?.content ?? []).flatMap(pieceOf);

const blockOf = (node: JSONContent): readonly WrittenBlock[] => {
  switch (node.type) {
    case 'paragraph':
      return [{ kind: 'paragraph', words: lineOf(node) }];
    case 'bulletList':
    case 'orderedList':
      return [
        {
          kind: 'items',
          ordered: node.type === 'orderedList',
          items: (node.content ?? []).map((item) => lineOf(item.content?.[0])),
        },
      ];
    default:
      return [];
  }
};

/** What stands in the editor, as it is kept and sent. */
export const writtenOf = (document: JSONContent): Written => (document.content ?? []).flatMap(blockOf);

const nodeOf = (piece: WrittenPiece): readonly JSONContent[] => {
  if (piece.kind === 'field') return [{ type: 'field', attrs: { field: piece.field } }];
  // The editor knows no empty text.
  if (piece.text === '') return [];
  const marks =
    piece.kind === 'link'
      ? [{ type: 'link', attrs: { href: piece.url } }]
      : piece.kind === 'strong'
        ? [{ type: 'bold' }]
        : [];
  return [{ type: 'text', text: piece.text, ...(marks.length === 0 ? {} : { marks }) }];
};
const paragraphOf = (line: WrittenLine): JSONContent => ({ type: 'paragraph', content: line.flatMap(nodeOf) });

/** What is written, for the editor. */
export const documentOf = (written: Written): JSONContent => {
  const content = written.flatMap((block): readonly JSONContent[] => {
    if (block.kind === 'paragraph') return [paragraphOf(block.words)];
    if (block.items.length === 0) return [];
    return [
      {
        type: block.ordered ? 'orderedList' : 'bulletList',
        content: block.items.map((line) => ({ type: 'listItem', content: [paragraphOf(line)] })),
      },
    ];
  });
  return { type: 'doc', content: content.length === 0 ? [{ type: 'paragraph' }] : content };
};

type WrittenPlace = Extract<FindingView['place'], { part: 'written' }>;

/** Where a place of what is written lies in the editor's document; null where the text has moved on. */
export const rangeOf = (document: Node, place: WrittenPlace): { readonly from: number; readonly to: number } | null => {
  if (place.block >= document.childCount) return null;
  let start = 0;
  for (let index = 0; index < place.block; index += 1) start += document.child(index).nodeSize;
  const block = document.child(place.block);
  let line = block;
  if (place.item !== null) {
    if (block.isTextblock || place.item >= block.childCount) return null;
    start += 1;
    for (let index = 0; index < place.item; index += 1) start += block.child(index).nodeSize;
    line = block.child(place.item).firstChild ?? block;
    start += 1;
  }
  if (!line.isTextblock || place.to > line.content.size) return null;
  return { from: start + 1 + place.from, to: start + 1 + place.to };
};
