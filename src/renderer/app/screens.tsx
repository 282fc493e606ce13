import { CaseScreen } from '../case/CaseScreen';
import { ComposeScreen } from '../compose/ComposeScreen';
import { GuidanceScreen } from '../guidance/GuidanceScreen';
import { FallbackScreen } from '../fallback/FallbackScreen';
import { MailScreen } from '../mail/MailScreen';
import { PolicyScreen } from '../policy/PolicyScreen';
import { QueueScreen } from '../queue/QueueScreen';
import { ReviewScreen } from '../review/ReviewScreen';
import { ReviewsScreen } from '../review/ReviewsScreen';
import { SettingsScreen } from '../settings/SettingsScreen';
import { StaffScreen } from '../staff/StaffScreen';
import type { Place } from './navigation';

/** The screen of a place. A case screen without a case falls back to the queue. */
export const ScreenOf = ({ place }: { readonly place: Place }) => {
  switch (place.screen) {
    case 'queue':
      return <QueueScreen />;
    case 'case':
      return place.caseId === null ? <QueueScreen /> : <CaseScreen key={place.caseId} caseId={place.caseId} />;
    case 'compose':
      return place.caseId === null ? (
        <QueueScreen />
      ) : (
        <ComposeScreen key={place.caseId} caseId={place.caseId} about={place.about ?? null} />
      );
    case 'reviews':
      return <ReviewsScreen />;
    case 'review':
      return place.caseId === null ? <ReviewsScreen /> : <ReviewScreen key={place.caseId} caseId={place.caseId} />;
    case 'fallback':
      return place.caseId === null ? <ReviewsScreen /> : <FallbackScreen key={place.caseId} caseId={place.caseId} />;
    case 'mail':
      return <MailScreen />;
    case 'guidance':
      return <GuidanceScreen />;
    case 'staff':
      return <StaffScreen />;
    case 'policy':
      return <PolicyScreen />;
    case 'settings':
      return <SettingsScreen />;
  }
};
