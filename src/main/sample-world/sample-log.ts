/** `<folder>/sample.log`: where a sample process's stdout and stderr go, kept small and without secrets. */
import { fstatSync, ftruncateSync, openSync } from 'node:fs';
import { join } from 'node:path';

const capBytes = 256 * 1024;

/** Opens the log for a process that is about to start; what an earlier one left beyond the cap is dropped. */
export const openLog = (folder: string): number => {
  const file = openSync(join(folder, 'sample.log'), 'a', 0o600);
  if (fstatSync(file).size > capBytes) ftruncateSync(file, 0);
  return file;
};

/**
 * Inside the sample process: begins the file anew when it would grow beyond its cap. A terminal or pipe is left alone.
 */
export const capLog = (): void => {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream);
    stream.write = ((...args: Parameters<typeof write>) => {
      try {
        const about = fstatSync(stream.fd);
        if (about.isFile() && about.size > capBytes) ftruncateSync(stream.fd, 0);
      } catch {
        // A log that can't be cut is no reason to stop.
      }
      return write(...args);
    }) as typeof stream.write;
  }
};

/** An error for the log: class, code, and where in our own code; not its message, which may quote what was sent. */
export const describeError = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown error';
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const isOurs = error.message.startsWith('start message:') || error.message.startsWith('sample data:');
  const at =
    error.stack
      ?.split('\n')
      .find((line) => /^\s+at /.test(line))
      ?.trim()
      .replace(/\(?(file:\/\/)?\/.*\//, '(') ?? '';
  return `${error.name}${code}${isOurs ? ` ${error.message}` : ''} ${at}`.trim();
};
