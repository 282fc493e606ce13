/**
 * The short lists a mark's reason is chosen from (R13). What is stored is the sentence; customers never see it (R14).
 */
import type { CheckKind, MarkValue } from '#domain/case/events';

export const markReasons: Readonly<Record<CheckKind, Readonly<Record<MarkValue, readonly string[]>>>> = {
  document: {
    pass: ['Whole, in date, features as they should be', 'Features and check digits agree'],
    fail: ['Out of date', 'Altered or edited', 'A copy or a screen, not the ID itself', 'Not a government photo ID'],
    'cannot-tell': ['Blurred, dark or in glare', 'A part is missing', 'A kind of ID that I don’t know'],
  },
  name: {
    pass: ['Same name', 'Same name, one more given name', 'Same name, accents or order differ'],
    fail: ['Another person’s name', 'Another family name', 'Another given name'],
    'cannot-tell': ['Not legible', 'In a script that I can’t read'],
  },
  face: {
    pass: ['Same features', 'Same features, an older picture', 'Same features, glasses or hair differ'],
    fail: ['Another person', 'The portrait on the ID was replaced'],
    'cannot-tell': ['Too small or blurred to compare', 'Face covered or turned away'],
  },
  liveness: {
    pass: ['No screen edge, no print, depth in the light'],
    fail: ['A screen or a print is visible', 'A mask, or an edited picture', 'The portrait of the ID itself'],
    'cannot-tell': ['Too little to judge by', 'Too dark or blurred'],
  },
};
