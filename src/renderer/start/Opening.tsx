import { Button, Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import { frameTexts } from '../app/texts/frame';
import { startTexts } from '../app/texts/start';
import { useQueryClient } from '@tanstack/react-query';
import styles from './Opening.module.css';

/** While the desk opens: nothing for 200 ms, then what is being done and how far it is. */
export const Opening = ({
  message,
  progress = null,
  hasFailed = false,
}: {
  readonly message: string | null;
  readonly progress?: number | null;
  readonly hasFailed?: boolean;
}) => {
  const [isLate, setLate] = useState(false);
  const client = useQueryClient();
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className={styles.page} aria-label={startTexts.opening}>
      <div className={styles.words} role="status">
        {isLate && (
          <>
            <h1 className={styles.title}>{startTexts.opening}</h1>
            {message !== null && <p className={styles.message}>{message}</p>}
            {!hasFailed && (
              <Progress
                className={styles.bar ?? ''}
                value={progress === null ? 100 : Math.round(progress * 100)}
                animated={progress === null}
                aria-label={startTexts.opening}
              />
            )}
          </>
        )}
      </div>
      {isLate && hasFailed && (
        <Button variant="default" onClick={() => void client.refetchQueries()}>
          {frameTexts.again}
        </Button>
      )}
    </main>
  );
};
