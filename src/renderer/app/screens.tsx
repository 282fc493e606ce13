import { createElement, use, type ComponentType } from 'react';
import { QueueScreen } from '../queue/QueueScreen';
import type { Place } from './navigation';

/** A screen whose code is fetched when it is first shown, or before that by `load`; then it is shown without a wait. */
const later = <P extends object>(fetch: () => Promise<ComponentType<P>>) => {
  let loaded: ComponentType<P> | null = null;
  let loading: Promise<ComponentType<P>> | null = null;
  const load = (): Promise<ComponentType<P>> =>
    (loading ??= fetch().then(
      (screen) => (loaded = screen),
      (error: unknown) => {
        // Tried again when it is shown next.
        loading = null;
        throw error;
      },
    ));
  const Screen = (props: P) => createElement(loaded ?? use(load()), props);
  return { Screen, load };
};

// Nobody needs these to sign in and to see the queue: a start reads and runs that much less.
const screens = {
  case: later(async () => (await import('../case/CaseScreen')).CaseScreen),
  compose: later(async () => (await import('../compose/ComposeScreen')).ComposeScreen),
  reviews: later(async () => (await import('../review/ReviewsScreen')).ReviewsScreen),
  review: later(async () => (await import('../review/ReviewScreen')).ReviewScreen),
  fallback: later(async () => (await import('../fallback/FallbackScreen')).FallbackScreen),
  mail: later(async () => (await import('../mail/MailScreen')).MailScreen),
  guidance: later(async () => (await import('../guidance/GuidanceScreen')).GuidanceScreen),
  staff: later(async () => (await import('../staff/StaffScreen')).StaffScreen),
  policy: later(async () => (await import('../policy/PolicyScreen')).PolicyScreen),
  settings: later(async () => (await import('../settings/SettingsScreen')).SettingsScreen),
};

const idle = (): Promise<void> => new Promise((resolve) => requestIdleCallback(() => resolve()));

/** Fetches every screen, so that no click waits for one: one at a time, when the window has nothing else to do. */
export const loadScreens = async (wait: () => Promise<void> = idle): Promise<void> => {
  for (const one of Object.values(screens)) {
    await wait();
    await one.load();
  }
};

/** The screen of a place. A case screen without a case falls back to the queue. */
export const ScreenOf = ({ place }: { readonly place: Place }) => {
  const { caseId } = place;
  switch (place.screen) {
    case 'queue':
      return <QueueScreen />;
    case 'case':
      return caseId === null ? (
        <QueueScreen />
      ) : (
        <screens.case.Screen key={caseId} caseId={caseId} message={place.about ?? null} />
      );
    case 'compose':
      return caseId === null ? (
        <QueueScreen />
      ) : (
        <screens.compose.Screen key={caseId} caseId={caseId} about={place.about ?? null} />
      );
    case 'reviews':
      return <screens.reviews.Screen />;
    case 'review':
      return caseId === null ? <screens.reviews.Screen /> : <screens.review.Screen key={caseId} caseId={caseId} />;
    case 'fallback':
      return caseId === null ? <screens.reviews.Screen /> : <screens.fallback.Screen key={caseId} caseId={caseId} />;
    case 'mail':
      return <screens.mail.Screen />;
    case 'guidance':
      return <screens.guidance.Screen />;
    case 'staff':
      return <screens.staff.Screen />;
    case 'policy':
      return <screens.policy.Screen />;
    case 'settings':
      return <screens.settings.Screen />;
  }
};
