import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { hasDisplay, withHiddenDisplay } from './display.mjs';
import { electronEnv, ensureElectron } from './electron.mjs';
import { ordinaryIds, withOrdinaryUser } from './ordinary-user.mjs';
import { findLongLines } from './long-lines.mjs';
import { Advice, at, bin, say } from './project.mjs';
import { collect, run, runNode } from './run.mjs';
import { ensureSystem, sandboxProblem } from './system.mjs';

// Each step gives { ok, passed, failed, skipped }: tests counted from the runner's own report.

const isRoot = process.platform === 'linux' && process.getuid() === 0;
const none = { passed: 0, failed: 0, skipped: 0 };
const sum = (a, b) => ({
  ok: a.ok && b.ok,
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});
/** A step without tests of its own: its failure counts as one, so that "0 failed" always means that all went well. */
const plain = (ok) => ({ ok, ...none, failed: ok ? 0 : 1 });

/** The linter with the layer rules, the formatter, and no line wider than 120 columns. */
export const lint = async () => {
  const linted = await runNode([bin('oxlint'), '--type-aware', '--deny-warnings']);
  const formatted = await runNode([bin('oxfmt'), '--check']);
  const long = await findLongLines();
  if (long.length > 0) say(`Wider than 120 columns:\n  ${long.join('\n  ')}`);
  return plain(linted === 0 && formatted === 0 && long.length === 0);
};

/** The type checker, over what runs in Node and over what runs in a page. */
export const types = async () => {
  const node = await runNode([bin('typescript', 'tsc'), '-p', 'tsconfig.node.json']);
  const web = await runNode([bin('typescript', 'tsc'), '-p', 'tsconfig.web.json']);
  const browser = await runNode([bin('typescript', 'tsc'), '-p', 'tsconfig.e2e.json']);
  return plain(node === 0 && web === 0 && browser === 0);
};

/** Domain, main and screens, under Vitest. */
export const unit = (extra) => vitest(['--project=!long', ...extra]);

/** What takes longer than every push should wait for: the files named *.long.test.ts. */
export const long = (extra) => vitest(['--project=long', '--passWithNoTests', ...extra]);

const vitest = (args) =>
  withReport(async (report) => {
    const code = await runNode([
      bin('vitest'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ]);
    const found = await read(report);
    if (found) say(slowest(found.testResults));
    return counted(
      code,
      found && {
        passed: found.numPassedTests,
        // A file that can't be loaded has no tests to count, and is a failure.
        failed:
          found.numFailedTests +
          found.testResults.filter(
            ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
          ).length,
        skipped: found.numPendingTests + found.numTodoTests,
      },
    );
  });

/** The ten files that took longest: where the time of a run goes. */
const slowest = (files) =>
  [
    '\nSlowest files:',
    ...files
      .map(({ name, startTime, endTime }) => ({ name: relative(at(), name), took: endTime - startTime }))
      .toSorted((a, b) => b.took - a.took)
      .slice(0, 10)
      .map(({ name, took }) => `${(took / 1000).toFixed(1).padStart(7)} s  ${name}`),
  ].join('\n');

/** The app, built as it is started. */
export const build = async () => {
  await ensureBuilt();
  return plain(true);
};

/**
 * The real app under Playwright: all tests but those of the sandbox, which root can't run. `show` uses the screen that
 * is there.
 */
export const endToEnd = async (extra, { show = false, only } = {}) => {
  const electron = await ensureElectron();
  const hidden = !(show && hasDisplay());
  await ensureSystem({ ...electron, xvfb: hidden });
  const inside = async ({ env, share }) => {
    if (!isRoot) return only === 'user' ? alone(electron, env, extra, '@sandbox') : alone(electron, env, extra);
    const rest =
      only === 'user'
        ? { ok: true, ...none }
        : await playwright(electron, ['--grep-invert=@sandbox', ...extra], { env });
    return sum(rest, await asOrdinaryUser(electron, share, extra));
  };
  return hidden ? withHiddenDisplay(inside) : inside({ env: {}, share: async () => ({}) });
};

/** As an ordinary user already: everything in one run, where the system lets Chromium have its sandbox. */
const alone = async (electron, env, extra, grep) => {
  const problem = await sandboxProblem(electron.executable);
  const chosen = grep ? [`--grep=${grep}`, ...extra] : extra;
  if (!problem) return playwright(electron, chosen, { env });
  const skipped = await skip(problem, extra);
  if (grep) return skipped;
  return sum(
    await playwright(electron, ['--grep-invert=@sandbox', ...extra], {
      env: { ...env, RECOVERY_DESK_NO_SANDBOX: '1' },
    }),
    skipped,
  );
};

const asOrdinaryUser = async (electron, share, extra) => {
  const problem = await sandboxProblem(electron.executable, await ordinaryIds());
  if (problem) return skip(problem, extra);
  return withOrdinaryUser(electron, async (user) => {
    const { uid, gid } = user;
    say('The tests of the sandbox, as the user nobody:');
    const results = join(user.home, 'test-results');
    const result = await playwright(user.electron, ['--grep=@sandbox', `--output=${results}`, ...extra], {
      uid,
      gid,
      cwd: user.project,
      node: user.node,
      folder: user.home,
      env: { ...user.env, ...(await share(uid)) },
    });
    if (!result.ok) await cp(results, at('test-results', 'nobody'), { recursive: true }).catch(() => {});
    return result;
  });
};

/** The tests of the sandbox that can't be run here are named and counted: they never pass silently. */
const skip = async (problem, extra) => {
  const { output } = await collect(process.execPath, [
    bin('@playwright/test', 'playwright'),
    'test',
    '--project=e2e',
    '--grep=@sandbox',
    '--list',
    '--pass-with-no-tests',
    ...extra,
  ]);
  const skipped = Number(/Total: (\d+) test/.exec(output)?.[1] ?? 0);
  if (skipped > 0) say(`Skipped: the tests of the sandbox (${skipped}). ${problem}`);
  return { ok: true, ...none, skipped };
};

const playwright = (electron, args, { env, node = process.execPath, folder, cwd, uid, gid }) =>
  withReport(async (report) => {
    const code = await run(
      node,
      [
        bin('@playwright/test', 'playwright').replace(at(), cwd ?? at()),
        'test',
        '--project=e2e',
        '--reporter=list,json',
        '--pass-with-no-tests',
        ...args,
      ],
      {
        cwd,
        uid,
        gid,
        env: { ...electronEnv(electron), ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      },
    );
    const found = await read(report);
    return counted(
      code,
      found && {
        passed: found.stats.expected + found.stats.flaky,
        failed: found.stats.unexpected,
        skipped: found.stats.skipped,
      },
    );
  }, folder);

/** A runner that fails without a failed test, or leaves no report, has failed once. */
const counted = (code, counts = none) => ({
  ok: code === 0,
  ...counts,
  failed: code === 0 ? counts.failed : Math.max(1, counts.failed),
});

const withReport = async (work, inside) => {
  const folder = inside ?? (await mkdtemp(join(tmpdir(), 'recovery-desk-test-')));
  try {
    return await work(join(folder, 'report.json'));
  } finally {
    if (!inside) await rm(folder, { recursive: true, force: true });
  }
};

const read = (file) => readFile(file, 'utf8').then(JSON.parse, () => undefined);

/** The parts that may be named on the command line. */
export const parts = ['lint', 'types', 'unit', 'build', 'e2e', 'e2e:user', 'long'];

/** What goes wrong when a word is neither a part nor has one part to go to. */
export const unknownPart = (words) =>
  new Advice(
    `Unknown: ${words.join(' ')}. The parts are ${parts.join(', ')}; after exactly one of unit, e2e or long, what follows goes to its runner.`,
  );
