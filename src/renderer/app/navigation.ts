/** Which screen is open. No addresses, no router: a desktop window has one place at a time. */
import { create } from 'zustand';

export type Screen =
  | 'queue'
  | 'case'
  | 'compose'
  | 'reviews'
  | 'review'
  | 'fallback'
  | 'mail'
  | 'staff'
  | 'policy'
  | 'guidance'
  | 'settings';
/** `about`: what of the case is asked for, where a screen has more than one thing to begin with. */
export type Place = { readonly screen: Screen; readonly caseId: string | null; readonly about?: string };

/** The item of the rail that a screen belongs to. */
export const railOf = (screen: Screen): Exclude<Screen, 'case' | 'compose' | 'review' | 'fallback'> =>
  screen === 'case' || screen === 'compose'
    ? 'queue'
    : screen === 'review' || screen === 'fallback'
      ? 'reviews'
      : screen;

type Navigation = {
  readonly place: Place;
  readonly past: readonly Place[];
  /** The screens that show one case need its id. */
  readonly go: (screen: Screen, caseId?: string, about?: string) => void;
  readonly back: () => void;
  readonly reset: () => void;
};

const start: Place = { screen: 'queue', caseId: null };

export const useNavigation = create<Navigation>((set) => ({
  place: start,
  past: [],
  go: (screen, caseId, about) =>
    set(({ place, past }) => {
      const next: Place = { screen, caseId: caseId ?? null, ...(about === undefined ? {} : { about }) };
      return next.screen === place.screen && next.caseId === place.caseId
        ? {}
        : { place: next, past: [...past.slice(-19), place] };
    }),
  back: () => set(({ past }) => ({ place: past.at(-1) ?? start, past: past.slice(0, -1) })),
  reset: () => set({ place: start, past: [] }),
}));
