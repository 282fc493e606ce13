import { createElement } from 'react';
import type { ReactNode } from 'react';
import type { ArticleBlock } from '#domain/guidance/article';
import type { Words } from '#domain/mail/words';
import styles from './ArticleText.module.css';

const inline = (words: Words): ReactNode =>
  words.map((piece, index) =>
    piece.kind === 'strong' ? <strong key={index}>{piece.text}</strong> : <span key={index}>{piece.text}</span>,
  );

const Block = ({ block }: { readonly block: ArticleBlock }) => {
  switch (block.kind) {
    case 'paragraph':
      return <p>{inline(block.words)}</p>;
    case 'items':
      return createElement(
        block.ordered ? 'ol' : 'ul',
        {},
        block.items.map((words, index) => <li key={index}>{inline(words)}</li>),
      );
    case 'facts':
      return (
        <dl>
          {block.rows.map(([label, value], index) => (
            <div key={index}>
              <dt>{inline(label)}</dt>
              <dd>{inline(value)}</dd>
            </div>
          ))}
        </dl>
      );
  }
};

/** Blocks of the article as customers read them. */
export const ArticleText = ({
  blocks,
  language,
}: {
  readonly blocks: readonly ArticleBlock[];
  readonly language: 'en' | 'fr';
}) => (
  <div className={styles.text} lang={language}>
    {blocks.map((block, index) => (
      <Block key={index} block={block} />
    ))}
  </div>
);
