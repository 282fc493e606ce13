import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeFields } from './fields';
import { MailInputError } from './mail-input-error';
import {
  blocksOf,
  fieldMark,
  fieldsIn,
  linesOf,
  mostWritten,
  textOfLine,
  writtenSchema,
  type Written,
  type WrittenPiece,
} from './written';

const piece: fc.Arbitrary<WrittenPiece> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: fc.string({ unit: 'binary', maxLength: 30 }) }),
  fc.record({ kind: fc.constant('strong' as const), text: fc.string({ unit: 'grapheme', maxLength: 30 }) }),
  fc.record({
    kind: fc.constant('link' as const),
    text: fc.string({ maxLength: 20 }),
    url: fc.constantFrom(
      'https://lumen-practice.example/help',
      'javascript:alert(1)',
      'http://a.example',
      '',
      'https://u:p@a.example',
    ),
  }),
  fc.record({ kind: fc.constant('field' as const), field: fc.constantFrom(...mergeFields) }),
);
const line = fc.array(piece, { maxLength: 6 });
const written: fc.Arbitrary<Written> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('paragraph' as const), words: line }),
    fc.record({ kind: fc.constant('items' as const), ordered: fc.boolean(), items: fc.array(line, { maxLength: 4 }) }),
  ),
  { maxLength: 6 },
);
const paragraph = (...words: readonly WrittenPiece[]): Written => [{ kind: 'paragraph', words }];
const text = (is: string): WrittenPiece => ({ kind: 'text', text: is });

describe('what a person writes into a mail', () => {
  it('becomes paragraphs and lists, empty ones left out', () => {
    const blocks = blocksOf(
      [
        ...paragraph(text('Thank you.')),
        ...paragraph(text(' \u200b ')),
        { kind: 'items', ordered: true, items: [[text('First')], [], [text('Second')]] },
        { kind: 'items', ordered: false, items: [[]] },
      ],
      {},
      'en',
    );
    expect(blocks).toEqual([
      { kind: 'paragraph', words: [text('Thank you.')] },
      { kind: 'items', ordered: true, items: [[text('First')], [text('Second')]] },
    ]);
  });

  it('has its merge fields filled in, and can’t become a mail while one has no value', () => {
    const asked = paragraph(text('Case '), { kind: 'field', field: 'case-number' }, text(' of '), {
      kind: 'field',
      field: 'firm',
    });
    expect(fieldsIn(asked)).toEqual(['case-number', 'firm']);
    expect(() => blocksOf(asked, { 'case-number': 'RD-2418' }, 'en')).toThrow('fields.firm has no value in this case');
    expect(blocksOf(asked, { 'case-number': 'RD-2418' }, 'en', (field) => `[${field}]`)).toEqual([
      {
        kind: 'paragraph',
        words: [text('Case '), text('RD-2418'), text(' of '), { kind: 'strong', text: '[firm]' }],
      },
    ]);
  });

  it('never links to what isn’t https: not in a mail, and in a preview it is plain words', () => {
    const link = paragraph({ kind: 'link', text: 'here', url: 'javascript:alert(1)' });
    expect(() => blocksOf(link, {}, 'en')).toThrow(MailInputError);
    expect(blocksOf(link, {}, 'en', String)).toEqual([{ kind: 'paragraph', words: [text('here')] }]);
  });

  it('gets the spaces of French punctuation in a French mail, and only there', () => {
    const asked = paragraph(text('Avez-vous reçu le courriel ?'));
    expect(blocksOf(asked, {}, 'fr')).toEqual([
      { kind: 'paragraph', words: [text('Avez-vous reçu le courriel\u202f?')] },
    ]);
    expect(blocksOf(asked, {}, 'en')).toEqual([{ kind: 'paragraph', words: [text('Avez-vous reçu le courriel ?')] }]);
  });

  it('is refused at the boundary where it is no text, or too much', () => {
    expect(writtenSchema.safeParse([{ kind: 'html', html: '<b>' }]).success).toBe(false);
    expect(writtenSchema.safeParse(paragraph({ kind: 'field', field: 'password' } as never)).success).toBe(false);
    expect(writtenSchema.safeParse(paragraph(text('x'.repeat(mostWritten + 1)))).success).toBe(false);
    expect(
      writtenSchema.safeParse([...paragraph(text('x'.repeat(mostWritten))), ...paragraph(text('x'))]).success,
    ).toBe(false);
  });

  it('whatever it is, becomes clean one-line blocks with https links, and counts a field as one character', () => {
    fc.assert(
      fc.property(written, (any) => {
        for (const block of blocksOf(any, {}, 'fr', (field) => `[${field}]`)) {
          const lines = block.kind === 'items' ? block.items : block.kind === 'paragraph' ? [block.words] : [];
          expect(lines.length).toBeGreaterThan(0);
          for (const shown of lines.flat()) {
            expect(shown.text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
            if (shown.kind === 'link') expect(shown.url).toMatch(/^https:\/\//);
          }
        }
        for (const { line: words } of linesOf(any)) {
          const marks = (is: string) => is.split(fieldMark).length - 1;
          const fields = words.filter((one) => one.kind === 'field').length;
          const typed = words.reduce((sum, one) => sum + (one.kind === 'field' ? 0 : marks(one.text)), 0);
          expect(marks(textOfLine(words))).toBe(fields + typed);
        }
      }),
    );
  });
});
