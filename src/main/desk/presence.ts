/**
 * When the desk was last here. While it is away its pages are, too, so nobody can say "this wasn't me": that time does
 * not count for a cooling-off (R8). And what fell due meanwhile is told in one line at the next start.
 */
import { join } from 'node:path';
import { textOf } from '#domain/json';
import { changeCase, loadCase } from '#main/cases/change-case';
import type { CasesDeps } from '#main/cases/change-case';
import { CallFailure } from '#main/ipc/failure';
import { readIfThere, writeWhole } from '#main/files/durable';
import type { Clock } from '#main/ports';
import { everyEffect, type Effect } from '#main/store/log/event-log';

const fileName = 'last-here.json';
const beatMs = 60_000;
/** A restart is no absence. */
const shortestAwayMs = 3 * beatMs;

/** ISO, when the desk was last open; null when nobody knows. */
export const lastHere = async (folder: string): Promise<string | null> => {
  const bytes = await readIfThere(join(folder, fileName));
  try {
    const at = (JSON.parse(bytes?.toString('utf8') ?? 'null') as { at?: unknown } | null)?.at;
    return typeof at === 'string' && !Number.isNaN(Date.parse(at)) ? at : null;
  } catch {
    return null;
  }
};

/** Writes every minute that the desk is here, until it is stopped. `awake` is told each time. */
export const stayHere = (
  folder: string,
  clock: Clock,
  onFault: (error: unknown) => void,
  awake: () => Promise<void> = () => Promise.resolve(),
): (() => Promise<void>) => {
  let writing = Promise.resolve();
  const beat = (): Promise<void> =>
    (writing = writing
      .then(() => writeWhole(join(folder, fileName), Buffer.from(JSON.stringify({ at: clock.now().toISOString() }))))
      .catch(onFault));
  void beat();
  const timer = setInterval(() => {
    void awake().catch(onFault);
    void beat();
  }, beatMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await beat();
  };
};

/**
 * What a desk that was away does before any deed, in this order: it fetches what came in, so that a repudiation freezes
 * first (R7); lengthens the cooling-offs that ran into its absence (R8); and only then says that it is here, so that an
 * absence which was not made up for is not forgotten. Throws what fetching threw; asked again, it begins again.
 */
export const comeBack = (steps: {
  readonly fetchFirst: () => Promise<void>;
  readonly lengthen: () => Promise<void>;
  readonly stayHere: () => void;
}): (() => Promise<void>) => {
  return async () => {
    await steps.fetchFirst();
    await steps.lengthen();
    steps.stayHere();
  };
};

/** R8: lengthens every cooling-off that ran into the absence. Called before any effect runs. */
export const lengthenCoolingOffs = async (cases: CasesDeps, since: string | null): Promise<void> => {
  const now = cases.clock.now().getTime();
  if (since === null || now - Date.parse(since) < shortestAwayMs) return;
  for await (const effect of everyEffect(cases.log, { kind: 'disable', states: ['waiting', 'running'] })) {
    const caseId = textOf(effect.payload['caseId']);
    const run = (await loadCase(cases.log, caseId))?.state.disable;
    if (
      run == null ||
      run.effectId !== effect.effectId ||
      run.coolingOffHours === 0 ||
      run.begunAt !== null ||
      run.dueAt <= since
    )
      continue;
    const awayMs = now - Math.max(Date.parse(since), Date.parse(run.approvedAt));
    try {
      await changeCase(cases, {
        caseId,
        actor: { kind: 'desk' },
        intentId: `away:${effect.effectId}:${since}`,
        command: {
          kind: 'change-cooling-off',
          why: 'pages-away',
          hours: run.coolingOffHours,
          awayMs: run.awayMs + awayMs,
          dueAt: new Date(Date.parse(run.dueAt) + awayMs).toISOString(),
        },
      });
    } catch (error) {
      // A case that needs attention or is frozen asks again when it goes on.
      if (!(error instanceof CallFailure)) throw error;
    }
  }
};

/**
 * R8: a computer that sleeps serves no pages either, but its desk is not opened again. Asked every minute and before a
 * disable runs; when much more time has gone by than that, it counts as an absence. `wallMs` goes on while the computer
 * sleeps.
 */
export const afterSleep = (cases: CasesDeps, wallMs: () => number = Date.now): (() => Promise<void>) => {
  let seen = wallMs();
  let looking = Promise.resolve();
  const look = async (): Promise<void> => {
    const at = wallMs();
    if (at - seen >= shortestAwayMs)
      await lengthenCoolingOffs(cases, new Date(cases.clock.now().getTime() - (at - seen)).toISOString());
    seen = at;
  };
  // One after the other: a disable must not pass while the first one still looks.
  return async () => await (looking = looking.then(look, look));
};

const counted: readonly (readonly [Effect['kind'], string, string])[] = [
  ['open-re-secure', 'account to secure', 'accounts to secure'],
  ['disable', 'disable fell due', 'disables fell due'],
  ['expire-link', 'link ended', 'links ended'],
  ['remind-link', 'reminder fell due', 'reminders fell due'],
  ['send-mail', 'message waited', 'messages waited'],
  ['watch', 'account to look at again', 'accounts to look at again'],
  ['wake', 'case came back', 'cases came back'],
];

/**
 * `While the desk was closed (14 hours): 2 links ended, 1 case came back.` Null when there is nothing to say. A disable
 * whose cooling-off would have ended meanwhile is lengthened before it runs (R8), so it did not fall due.
 */
export const whileAway = async (
  effects: AsyncIterable<Effect>,
  since: string | null,
  now: Date,
): Promise<string | null> => {
  if (since === null || now.getTime() - Date.parse(since) < shortestAwayMs) return null;
  const due = new Map<string, number>();
  for await (const { kind, state, dueAt } of effects)
    if (state === 'waiting' && dueAt <= (kind === 'disable' ? since : now.toISOString()))
      due.set(kind, (due.get(kind) ?? 0) + 1);
  const parts = counted.flatMap(([kind, one, many]) => {
    const count = due.get(kind) ?? 0;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  const hours = Math.round((now.getTime() - Date.parse(since)) / 3_600_000);
  return parts.length === 0
    ? null
    : `While the desk was closed (${hours < 1 ? 'less than an hour' : hours === 1 ? '1 hour' : hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`}): ${parts.join(', ')}.`;
};
