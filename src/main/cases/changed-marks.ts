/** R13: which marks somebody changed after their comparison, and why. */
import type { CaseEvent, CheckKind, MarkValue } from '#domain/case/events';

export type ChangedMark = {
  readonly check: CheckKind;
  readonly before: MarkValue;
  readonly value: MarkValue;
  readonly reason: string;
};

/** Of one decision; nothing where its personal content was erased. */
export const changedMarks = ({
  data,
  identity,
}: Extract<CaseEvent, { readonly type: 'case.decided' }>): readonly ChangedMark[] =>
  data.marks.flatMap(({ check, before, value }) => {
    const reason = identity?.changes?.[check];
    return before === undefined || reason === undefined ? [] : [{ check, before, value, reason }];
  });

const valueWords = { pass: 'pass', fail: 'fail', 'cannot-tell': "can't tell" } as const;
/** What a decision's author wrote beside it, in lines; null where there is nothing. */
export const decidedDetail = (event: Extract<CaseEvent, { readonly type: 'case.decided' }>): string | null =>
  [
    event.identity?.note ?? '',
    ...changedMarks(event).map(
      ({ check, before, value, reason }) =>
        `Changed ${check} from ${valueWords[before]} to ${valueWords[value]} after the comparison: ${reason}`,
    ),
  ]
    .filter((line) => line !== '')
    .join('\n') || null;
