import styles from './Matched.module.css';

/** A text with the searched words made bold and accented where a word begins with them. */
export const Matched = ({
  text,
  words,
  isQuiet = false,
}: {
  readonly text: string;
  readonly words: string;
  readonly isQuiet?: boolean;
}) => {
  const starts = words.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    <span className={isQuiet ? undefined : styles.text}>
      {text.split(/(?<=[\s\-’'])|(?=[\s\-’'])/u).map((part, index) => {
        const start = starts.find((candidate) => part.toLowerCase().startsWith(candidate));
        return start === undefined ? (
          part
        ) : (
          <span key={index}>
            <b className={styles.match}>{part.slice(0, start.length)}</b>
            {part.slice(start.length)}
          </span>
        );
      })}
    </span>
  );
};
