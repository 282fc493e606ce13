/** What a person of the staff writes into a mail: small on purpose, and never HTML. */
import { z } from 'zod';
import { webAddress, withoutUnseen } from './clean';
import { type FieldValues, type MergeField, mergeFields } from './fields';
import type { MailLanguage } from './language';
import type { Block } from './mail-document';
import { MailInputError } from './mail-input-error';
import { type Piece, spaceFrench, type Words } from './words';

/** Characters of all that is written in one mail. */
export const mostWritten = 20_000;
const mostBlocks = 200;
const mostItems = 50;
const mostPieces = 200;

const text = z.string().max(mostWritten);
const pieceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text }),
  z.strictObject({ kind: z.literal('strong'), text }),
  z.strictObject({ kind: z.literal('link'), text, url: z.string().max(2000) }),
  z.strictObject({ kind: z.literal('field'), field: z.enum(mergeFields) }),
]);
const lineSchema = z.array(pieceSchema).max(mostPieces).readonly();
const blockSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('paragraph'), words: lineSchema }),
  z.strictObject({
    kind: z.literal('items'),
    ordered: z.boolean(),
    items: z.array(lineSchema).max(mostItems).readonly(),
  }),
]);

export type WrittenPiece = Piece | { readonly kind: 'field'; readonly field: MergeField };
/** A paragraph, or one item of a list. */
export type WrittenLine = readonly WrittenPiece[];
export type WrittenBlock =
  | { readonly kind: 'paragraph'; readonly words: WrittenLine }
  | { readonly kind: 'items'; readonly ordered: boolean; readonly items: readonly WrittenLine[] };
/** Paragraphs and lists, in reading order. */
export type Written = readonly WrittenBlock[];
/** Where a line stands in what is written; `item` is null in a paragraph. */
export type LineAt = { readonly block: number; readonly item: number | null };

/** Stands for a merge field in a line's text: one character, that nobody types. */
export const fieldMark = '\uFFFC';

/** The line as text, a field as one `fieldMark`: what places in a line are counted in (UTF-16 units). */
export const textOfLine = (line: WrittenLine): string =>
  line.map((piece) => (piece.kind === 'field' ? fieldMark : piece.text)).join('');

export type PlacedLine = { readonly at: LineAt; readonly line: WrittenLine };

/** Every line with its place. */
export const linesOf = (written: Written): readonly PlacedLine[] =>
  written.flatMap((block, index): readonly PlacedLine[] =>
    block.kind === 'paragraph'
      ? [{ at: { block: index, item: null }, line: block.words }]
      : block.items.map((line, item) => ({ at: { block: index, item }, line })),
  );

/** For the boundary: refuses more than a mail should hold, and anything that isn't text. */
export const writtenSchema: z.ZodType<Written> = z
  .array(blockSchema)
  .max(mostBlocks)
  .readonly()
  .refine((written) => linesOf(written).reduce((sum, { line }) => sum + textOfLine(line).length, 0) <= mostWritten, {
    message: `must not be longer than ${mostWritten} characters`,
  });

/** True where a reader would see nothing. */
export const isBlank = (line: WrittenLine): boolean => withoutUnseen(textOfLine(line)).trim() === '';

/** The fields that are used, each once, in reading order. */
export const fieldsIn = (written: Written): readonly MergeField[] => [
  ...new Set(
    linesOf(written).flatMap(({ line }) => line.flatMap((piece) => (piece.kind === 'field' ? [piece.field] : []))),
  ),
];

/** Stands in a preview for a field that has no value. */
export type ShowMissing = (field: MergeField) => string;

/**
 * What is written as a mail's blocks, empty lines left out. Throws MailInputError for a field without a value and for a
 * link that leads nowhere, unless `showMissing` says what a preview shows for such a field: it shows such a link as
 * text.
 */
export const blocksOf = (
  written: Written,
  values: FieldValues,
  language: MailLanguage,
  showMissing?: ShowMissing,
): readonly Block[] => {
  const clean = (words: string) => {
    const seen = withoutUnseen(words);
    return language === 'fr' ? spaceFrench(seen) : seen;
  };
  const linked = (piece: Piece & { readonly kind: 'link' }): Piece => {
    try {
      return { ...piece, text: clean(piece.text), url: webAddress('written.link', piece.url) };
    } catch (error) {
      if (showMissing === undefined || !(error instanceof MailInputError)) throw error;
      return { kind: 'text', text: clean(piece.text) };
    }
  };
  const filled = (line: WrittenLine): Words =>
    line.map((piece): Piece => {
      if (piece.kind === 'link') return linked(piece);
      if (piece.kind !== 'field') return { ...piece, text: clean(piece.text) };
      const value = values[piece.field];
      if (value !== undefined) return { kind: 'text', text: withoutUnseen(value) };
      if (showMissing === undefined) throw new MailInputError(`fields.${piece.field}`, 'has no value in this case');
      return { kind: 'strong', text: showMissing(piece.field) };
    });
  return written.flatMap((block): readonly Block[] => {
    if (block.kind === 'paragraph') return isBlank(block.words) ? [] : [{ ...block, words: filled(block.words) }];
    const items = block.items.filter((line) => !isBlank(line)).map(filled);
    return items.length === 0 ? [] : [{ ...block, items }];
  });
};
