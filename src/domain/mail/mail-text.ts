import type { Block, MailDocument } from './mail-document';
import type { Words } from './words';

/** Readers of plain text get lines that fit 80 columns with a quotation mark before them. */
export const textWidth = 78;

const length = (text: string) => Array.from(text).length;

/** Breaks at plain spaces only (a no-break space holds), never inside an address. */
const wrap = (text: string, first = '', rest = first): string[] => {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (word === '') continue;
    if (isEmpty) line += word;
    else if (length(line) + 1 + length(word) <= textWidth) line += ` ${word}`;
    else {
      lines.push(line);
      line = rest + word;
    }
    isEmpty = false;
  }
  return isEmpty ? lines : [...lines, line];
};

/** The words, then the address of each link among them on a line of its own, where nothing can break it. */
const prose = (words: Words, first = '', rest = first): string[] => [
  ...wrap(words.map((piece) => piece.text).join(''), first, rest),
  ...words.flatMap((piece) => (piece.kind === 'link' ? [rest + piece.url] : [])),
];

const blockText = (block: Block): string[] => {
  switch (block.kind) {
    case 'paragraph':
      return prose(block.words);
    case 'note':
      return prose(block.instead ?? block.words);
    case 'heading': {
      const lines = prose(block.words);
      return ['', ...lines, '-'.repeat(Math.min(textWidth, Math.max(...lines.map(length))))];
    }
    case 'items':
      return block.items.flatMap((item, index) => {
        const mark = block.ordered ? `${index + 1}. ` : '- ';
        return prose(item, mark, ' '.repeat(mark.length));
      });
    case 'facts':
      return block.rows.flatMap(([label, value]) =>
        prose([...label, { kind: 'text', text: ' ' }, ...value], '  ', '    '),
      );
    case 'scan':
      return [...prose(block.instead), '', block.url];
    case 'button':
      return block.writtenOut ? [...prose([...block.label]), block.url] : [];
    case 'address':
      return [];
  }
};

/** The mail as plain text, complete by itself: every link of the HTML version is written out. */
export const mailText = (mail: MailDocument): string => {
  const body = mail.blocks.map(blockText).filter((lines) => lines.length > 0);
  const sections = [
    [mail.brand.product],
    prose(mail.title),
    ...body,
    ['', '-'.repeat(20)],
    ...mail.foot.map((words) => prose(words)),
  ];
  let text = '';
  let afterHeading = false;
  sections.forEach((lines, index) => {
    text += `${index === 0 || afterHeading ? '' : '\n'}${lines.join('\n')}\n`;
    afterHeading = lines.length > 1 && /^-{3,}$/.test(lines.at(-1) ?? '');
  });
  return text.replace(/\n{3,}/g, '\n\n');
};
