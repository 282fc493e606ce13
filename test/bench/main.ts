/**
 * `npm run bench`: how fast the desk is, as ratios against a bare baseline of the same run. Never fails for a time.
 * `-- --large` for a million events, `-- --cases=N` for another number, `-- --only=rebuild,queries` for some sections.
 */
import { measureAppends, measureAppendsHere } from './appends';
import { measureBridge } from './bridge';
import { makeBenchDesk } from './desk-folder';
import { measureEventLoop } from './event-loop';
import { measureQueries } from './queries';
import { measureReceiving } from './receiving';
import { measureRebuild } from './rebuild';
import { measureStart } from './start';
import { startBenchStore } from './store-process';
import { tableOf } from './table';
import type { Line } from './table';

const args = process.argv.slice(2);
const isLarge = args.includes('--large');
const option = (name: string): string | undefined =>
  args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
const cases = Number(option('cases') ?? (isLarge ? 110_000 : 11_000));
const only = option('only')?.split(',');
const began = performance.now();
const say = (words: string): void =>
  console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${words}`);

say(`Making ${cases} cases with the domain's own rules …`);
const desk = await makeBenchDesk(cases, (events) => {
  if (isLarge) say(`${events} events`);
});
const { generated } = desk;
say(
  `${generated.cases} cases (${generated.openIds.length} open), ${generated.events} events, ${(desk.logBytes / 1e6).toFixed(0)} MB`,
);
const lines: Line[] = [];
const section = async (name: string, words: string, measure: () => Promise<readonly Line[]>): Promise<void> => {
  if (only !== undefined && !only.includes(name)) return;
  say(words);
  lines.push(...(await measure()));
};
try {
  await section('rebuild', 'Building the cache, verifying …', () => measureRebuild(desk, isLarge ? 1 : 3));
  await section('appends', 'Appending in the store …', () => measureAppendsHere(desk));
  await section('loop', 'Rebuilding in the store process …', () => measureEventLoop(desk));
  await section('bridge', 'Calling over the bridge, in Electron …', () => measureBridge());
  await section('start', 'Starting the desk, in Electron …', () => measureStart(desk));
  const store = await startBenchStore(desk);
  await store.whenReady(true);
  await section('appends', 'Appending through the store process …', () => measureAppends(desk, store.client));
  await section('queries', 'Asking for pages, counts and searches …', () => measureQueries(store.client));
  // Last: it adds to the log that the others measure.
  await section('receiving', 'Receiving messages …', () =>
    measureReceiving(store.client.log, isLarge ? 10_000 : 1_000),
  );
  await store.client.close();
  console.log(`\n${tableOf(lines)}`);
} finally {
  await desk.remove();
}
