import type { QueueView } from '#contract/queue';
import { useCall } from '../app/queries';
import { useSession } from '../app/session';
import { queueTexts } from '../app/texts/queue';
import { ViewTabs } from '../ui/ViewTabs';

/** A view as the person calls it: to a lead the watched are the accounts that are still without 2FA. */
export const useViewName = (): ((view: QueueView) => string) => {
  const { role } = useSession().who;
  return (view) => (view === 'watched' && role === 'lead' ? queueTexts.watchedForLead : queueTexts.view[view]);
};

/** The saved views with their counts; what is closed is in the menu. */
export const QueueViews = ({
  view,
  onView,
}: {
  readonly view: QueueView;
  readonly onView: (view: QueueView) => void;
}) => {
  const counts = useCall('queue.counts', {}).data;
  const nameOf = useViewName();
  const tab = (key: QueueView, n: number | undefined) => ({ key, name: nameOf(key), n });
  return (
    <ViewTabs
      label={queueTexts.views}
      current={view}
      onChoose={onView}
      tabs={[
        tab('all-open', counts?.allOpen),
        tab('mine', counts?.mine),
        tab('unassigned', counts?.unassigned),
        tab('due-today', counts?.dueToday),
        tab('snoozed', counts?.snoozed),
        tab('watched', counts?.watched),
      ]}
      more={{ label: queueTexts.more, tabs: [tab('closed', undefined)] }}
    />
  );
};
