import { afterAll, beforeAll } from 'vitest';
import { caseWork } from './case-work';
import { startDesk } from './practice-desk';
import { temporaryFolder } from './store-process';

/** Stands for what will have been made when a test asks it. */
const madeLater = <T extends object>(made: () => T | undefined): T =>
  new Proxy({} as T, {
    get: (_, key) => {
      const now = made();
      if (now === undefined) throw new Error('the practice desk is not started yet');
      return Reflect.get(now, key) as unknown;
    },
  });

/**
 * A practice desk, and its people, for the tests of a file or a block: it is started before the first of them, ended
 * after the last, and its folder goes.
 */
export const practiceDesk = (options: Parameters<typeof startDesk>[1] = {}) => {
  const folder = temporaryFolder();
  let desk: Awaited<ReturnType<typeof startDesk>> | undefined;
  let work: ReturnType<typeof caseWork> | undefined;
  beforeAll(async () => {
    desk = await startDesk(folder.path, options);
    work = caseWork(desk);
  }, 60_000);
  afterAll(async () => {
    await desk?.end();
    folder.remove();
  });
  return {
    folder,
    desk: madeLater(() => desk),
    work: madeLater(() => work),
    /** Closes the desk and starts another over its folder, with its clock where this one's stood. */
    startAgain: async (): Promise<void> => {
      const stood = desk!.now().getTime();
      await desk!.close();
      desk = await startDesk(folder.path, options);
      desk.pass(stood - desk.now().getTime());
      work = caseWork(desk);
    },
  };
};
