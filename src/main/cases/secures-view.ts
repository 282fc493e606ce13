/** A case that secures an account again, as it shows its steps (R7). */
import type { CaseView } from '#contract/cases';
import { nextSecureStep, secureSteps } from '#domain/case/decide-afterwards';
import type { CaseState } from '#domain/case/state';
import { isOpen } from '#domain/case/state';
import type { OtherCases } from './other-cases';
import { foundWords } from '#contract/words/found';
import { secureStepWords } from '#contract/words/disable-step';
import { readBackWords } from '#contract/words/read-back';

/** Null steps were not begun. */
export const securesView = (state: CaseState, of: NonNullable<OtherCases['secures']>): CaseView['secures'] => {
  const current = isOpen(state) && state.secure.stopped === null ? nextSecureStep(state) : null;
  const { stopped } = state.secure;
  const steps = [
    ...secureSteps,
    ...(state.secure.steps.some((done) => done.step === 'unlock') ? ['unlock' as const] : []),
  ];
  return {
    of,
    stopped: stopped && foundWords(stopped.found),
    steps: steps.map((step) => {
      const done = state.secure.steps.find((one) => one.step === step);
      return {
        key: step,
        title: secureStepWords(step, done?.readBack ?? null),
        state: done
          ? ('done' as const)
          : stopped?.step === step
            ? ('stopped' as const)
            : current === step
              ? ('running' as const)
              : ('waiting' as const),
        readBack: done ? readBackWords(done.readBack) : stopped?.step === step ? foundWords(stopped.found) : null,
        at: done?.at ?? null,
      };
    }),
  };
};
