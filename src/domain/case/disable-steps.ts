/** The steps of one disable, and which comes next (R15, R16). */
import type { DisableStep } from './events';
import type { DisableRun } from './state';

/**
 * R15, R16: the steps of one disable, in order. The demand to enrol comes before any factor goes: otherwise the
 * password alone signs in until it stands. Temporary access removes nothing.
 */
export const disableSteps = (run: Pick<DisableRun, 'factors' | 'how' | 'removal'>): readonly DisableStep[] =>
  run.how === 'temporary-access'
    ? ['list', 'sessions', 'grant', 'compare', 'tell']
    : [
        'list',
        're-enrolment',
        ...(run.removal === 'all' && run.factors.length > 0
          ? ['factors' as const]
          : run.factors.map((factor): DisableStep => `factor:${factor.id}`)),
        'sessions',
        'compare',
        'tell',
      ];

/** The step that comes next; null when all are done. */
export const nextStep = (run: DisableRun): DisableStep | null =>
  disableSteps(run).find((step) => !run.steps.some((done) => done.step === step)) ?? null;
