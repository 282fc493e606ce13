/** The identity check: what was submitted, what came of it, what people decided (R13, R18, R23). */
import { z } from 'zod';
import { actor, count, digest, id, language, text, time, version } from '../../log/fields';
import { kind } from '../../log/kind';
import { due } from '../../sla/due-schema';
import {
  askAgainReasons,
  checkKinds,
  checkOutcomes,
  documentKinds,
  markValues,
  pictureSlots,
  providerVerdicts,
  waitReasons,
} from '../events';

/** What a provider says about one check. Its codes are facts, in its own words; a score is its own, too. */
export const checkRow = z.strictObject({
  verdict: z.enum(providerVerdicts),
  codes: z.array(text),
  score: z.number().exactOptional(),
});
export const picture = z.strictObject({
  slot: z.enum(pictureSlots),
  evidenceId: id,
  sha256: digest,
  bytes: count,
  contentType: text,
});

/** As it was signed: what, by whom, over which digest of what was shown (R23). */
export const decisionMade = z.strictObject({
  decisionId: id,
  by: actor,
  decision: z.enum(['pass', 'fail', 'ask-again']),
  marks: z.array(
    z.strictObject({
      check: z.enum(checkKinds),
      value: z.enum(markValues),
      /** R13: what it was when the comparison was opened, where it was another. */
      before: z.enum(markValues).exactOptional(),
    }),
  ),
  digest,
  nameRule: text,
  nameEqual: z.boolean(),
  at: time,
  policyVersion: version,
  askAgain: z.enum(askAgainReasons).exactOptional(),
  /** R16; a plain disable when it is not there. */
  how: z.literal('temporary-access').exactOptional(),
});

export const checkEventKinds = {
  'case.submitted': kind({
    data: z.strictObject({
      checkId: id,
      submissionId: id,
      termsVersion: text,
      language,
      country: text,
      documentKind: z.enum(documentKinds),
      capture: z.enum(['automatic', 'manual']),
      pictures: z.array(picture),
      /** Who is asked about it; the case waits for their answer. */
      provider: text,
      /** R22: counted from the submission, by the policy of that moment. */
      due,
      at: time,
    }),
  }),
  'case.result-arrived': kind({
    data: z.strictObject({
      checkId: id,
      provider: text,
      outcome: z.enum(checkOutcomes),
      /** Of the whole check: why there is no verdict. */
      codes: z.array(text),
      rows: z.record(z.enum(checkKinds), checkRow),
      approvalsNeeded: count,
      at: time,
    }),
  }),
  'case.result-late': kind({ data: z.strictObject({ checkId: id, why: z.enum(waitReasons), at: time }) }),
  'case.decided': kind({
    data: decisionMade,
    identity: z.strictObject({
      printedName: text,
      nameReason: text,
      note: text,
      reasons: z.partialRecord(z.enum(checkKinds), text),
      /** R13: why marks were changed after the comparison. */
      changes: z.partialRecord(z.enum(checkKinds), text).exactOptional(),
    }),
  }),
  'case.evidence-destroyed': kind({
    data: z.strictObject({ checkId: id, why: z.enum(['decided', 'ten-days', 'closed', 'unsent']), at: time }),
  }),
} as const;
