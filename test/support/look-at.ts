import type { CallInput, CallOutput } from '#contract/calls';
import type { PracticeDesk } from './practice-desk';

/** R13: opens every picture that is shown, and the comparison with these marks, where there are four. */
export const lookAt = async (
  { ask }: Pick<PracticeDesk, 'ask'>,
  { caseId, digest, pictures }: Pick<CallOutput<'review.get'>, 'caseId' | 'digest' | 'pictures'>,
  { marks, printedName }: Pick<CallInput<'review.decide'>, 'marks' | 'printedName'>,
): Promise<void> => {
  for (const { evidenceId } of pictures) await ask('review.openPicture', { caseId, evidenceId });
  if (pictures.length > 0 && marks.length === 4) await ask('review.uncover', { caseId, digest, marks, printedName });
};
