/** The rules by their number, in one sentence each, for a refusal that names one (PRODUCT.md). */
const rules: Readonly<Record<string, string>> = {
  R2: 'Neither an email nor an ID alone is enough.',
  R3: 'Faster ways are ruled out before a link is sent.',
  R4: 'A link works once, and a new one ends the old one.',
  R5: 'A link goes only to an address from before the case that was not changed lately.',
  R6: 'Every known address is told.',
  R7: 'A frozen case stands still until a lead lifts the freeze.',
  R8: 'Between decision and disable lies the cooling-off that the risk asks for.',
  R9: 'Whoever opened the case or sent its link does not decide it, and nobody acts on their own account.',
  R10: 'An account has one open case.',
  R11: 'There are limits to links and submissions.',
  R13: 'A decision has a reason for each check.',
  R15: 'Only the factors that were listed are removed.',
  R18: 'ID pictures are destroyed at the decision, or after ten days.',
  R20: 'At an elevated threat level more approvals are needed.',
  R21: 'Deciding, lifting a freeze and changing policy or staff ask for a one-time code.',
  R23: 'An approval counts for what was shown.',
};

/** The rule in words; null for one that has none here. */
export const ruleWords = (rule: string): string | null => rules[rule] ?? null;
