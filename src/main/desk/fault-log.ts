import { appendFileSync, statSync, truncateSync } from 'node:fs';

const mostBytes = 1_000_000;

/**
 * A log of our own faults in one small file. An error's message may quote anything, so only its name, code and the
 * places in our code are kept; without an error, our own words alone.
 */
export const faultLog =
  (path: string) =>
  (where: string, error: unknown): void => {
    const name = error === null ? '' : `: ${error instanceof Error ? error.name : typeof error}`;
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
    const places =
      error instanceof Error
        ? (error.stack ?? '')
            .split('\n')
            .filter((line) => /^\s+at /.test(line))
            .slice(0, 6)
            .map((line) => line.trim().replace(/\(?(?:file:\/\/)?\/[^)]*\/([^/)]+)\)?$/, '($1)'))
        : [];
    try {
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > mostBytes) truncateSync(path, 0);
      appendFileSync(
        path,
        `${new Date().toISOString()} ${where}${name}${code}${places.length === 0 ? '' : ` ${places.join(' ')}`}\n`,
        { mode: 0o600 },
      );
    } catch {
      /* A full disk must not stop the desk over its own complaints. */
    }
  };
