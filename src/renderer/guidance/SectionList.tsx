import { UnstyledButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { SectionFeedback } from '#contract/guidance';
import type { Article } from '#domain/guidance/article';
import { complaints } from '#domain/guidance/events';
import type { SectionId } from '#domain/guidance/events';
import { guidanceTexts } from './texts';
import styles from './SectionList.module.css';

type SectionListProps = {
  readonly article: Article;
  readonly counts: readonly SectionFeedback[] | null;
  readonly selected: SectionId;
  readonly onSelect: (section: SectionId) => void;
};

/** The sections in the article's order; for leads with what was said about each. */
export const SectionList = ({ article, counts, selected, onSelect }: SectionListProps) => {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    <nav className={styles.nav} aria-label={guidanceTexts.sections}>
      <ul ref={list} className={styles.list}>
        {article.sections.map(({ id, title }, index) => {
          const own = counts?.find(({ section }) => section === id);
          return (
            <li key={id}>
              <UnstyledButton
                className={styles.item ?? ''}
                aria-current={id === selected ? 'true' : undefined}
                onClick={() => onSelect(id)}
              >
                <span className={styles.number} aria-hidden>
                  {index + 1}
                </span>
                <span className={styles.two}>
                  <span className={styles.title}>{title}</span>
                  {own !== undefined && (
                    <span className={styles.under}>
                      {guidanceTexts.said(
                        own.counts.yes,
                        complaints.reduce((sum, kind) => sum + own.counts[kind], 0),
                      )}
                    </span>
                  )}
                </span>
                {own !== undefined && own.waiting > 0 && (
                  <span className={styles.waiting}>{guidanceTexts.waiting(own.waiting)}</span>
                )}
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
    </nav>
  );
};
