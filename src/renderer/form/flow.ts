/** The steps of the form and how one goes between them: pure, so that back, reload and a second device agree. */
import { slotsFor, type FormLanguage } from '#contract/identity-form';
import type { DocumentKind, PictureSlot } from '#domain/case/events';

export type Step = 'terms' | 'document' | PictureSlot | 'look-over';
/** How a picture came about. `live` is a selfie through the camera, `shutter` an ID that the person took. */
export type Taken = 'automatic' | 'shutter' | 'live' | 'upload';

/** What the person chose. It rides on the browser's history entry, so Back and a reload keep it; pictures never do. */
export type Choices = {
  readonly language: FormLanguage;
  readonly accepted: boolean;
  readonly country: string;
  readonly kind: DocumentKind | null;
  readonly way: 'camera' | 'upload';
  readonly taken: Readonly<Partial<Record<PictureSlot, Taken>>>;
};

export const startChoices = (language: FormLanguage): Choices => ({
  language,
  accepted: false,
  country: 'CA',
  kind: null,
  way: 'camera',
  taken: {},
});

/** All steps of a kind of ID, in order. */
export const stepsFor = (kind: DocumentKind | null): readonly Step[] => [
  'terms',
  'document',
  ...slotsFor(kind ?? 'driving-licence'),
  'look-over',
];

/** The furthest step that is open: the first that still wants something. */
export const furthest = (choices: Choices, there: ReadonlySet<PictureSlot>): Step => {
  if (!choices.accepted) return 'terms';
  if (choices.kind === null) return 'document';
  return slotsFor(choices.kind).find((slot) => !there.has(slot)) ?? 'look-over';
};

/** A step that was asked for (a reload, Forward), or the furthest one before it. */
export const allowed = (wanted: Step, choices: Choices, there: ReadonlySet<PictureSlot>): Step => {
  const steps = stepsFor(choices.kind);
  const limit = furthest(choices, there);
  return steps.includes(wanted) && steps.indexOf(wanted) <= steps.indexOf(limit) ? wanted : limit;
};

/** Where one stands among the five parts that are shown. */
export const part = (step: Step): 1 | 2 | 3 | 4 | 5 =>
  ({ terms: 1, document: 2, front: 3, back: 3, selfie: 4, 'look-over': 5 } as const)[step];
export const parts = 5;

/** `automatic` only when every picture came through this page's own camera, the ID by itself. */
export const captureOf = (choices: Choices, kind: DocumentKind): 'automatic' | 'manual' =>
  slotsFor(kind).every((slot) => choices.taken[slot] === (slot === 'selfie' ? 'live' : 'automatic'))
    ? 'automatic'
    : 'manual';

const isOneOf = <T extends string>(values: readonly T[], value: unknown): value is T =>
  typeof value === 'string' && (values as readonly string[]).includes(value);

/** Reads what a history entry holds; anything strange counts as nothing. */
export const readEntry = (value: unknown): { readonly step: Step; readonly choices: Choices } | null => {
  if (typeof value !== 'object' || value === null || !('step' in value) || !('choices' in value)) return null;
  const { step, choices } = value as { step: unknown; choices: Partial<Record<keyof Choices, unknown>> | null };
  if (
    !isOneOf(['terms', 'document', 'front', 'back', 'selfie', 'look-over'] as const, step) ||
    typeof choices !== 'object' ||
    choices === null
  )
    return null;
  if (!isOneOf(['en', 'fr'] as const, choices.language)) return null;
  const taken: Partial<Record<PictureSlot, Taken>> = {};
  for (const slot of ['front', 'back', 'selfie'] as const) {
    const how = (choices.taken as Record<string, unknown> | undefined)?.[slot];
    if (isOneOf(['automatic', 'shutter', 'live', 'upload'] as const, how)) taken[slot] = how;
  }
  return {
    step,
    choices: {
      language: choices.language,
      accepted: choices.accepted === true,
      country: typeof choices.country === 'string' ? choices.country : 'CA',
      kind: isOneOf(['passport', 'driving-licence', 'identity-card', 'residence-permit'] as const, choices.kind)
        ? choices.kind
        : null,
      way: choices.way === 'upload' ? 'upload' : 'camera',
      taken,
    },
  };
};
