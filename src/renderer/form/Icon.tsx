import {
  IconAlertTriangle,
  IconBook2,
  IconCamera,
  IconCar,
  IconCheck,
  IconChevronLeft,
  IconCircleCheck,
  IconClock,
  IconHome,
  IconId,
  IconLoader2,
  IconTrash,
  IconUpload,
  IconUser,
  type Icon as TablerIcon,
} from '@tabler/icons-react';

const icons = {
  alert: IconAlertTriangle,
  book: IconBook2,
  camera: IconCamera,
  car: IconCar,
  check: IconCheck,
  back: IconChevronLeft,
  'circle-check': IconCircleCheck,
  clock: IconClock,
  home: IconHome,
  id: IconId,
  loader: IconLoader2,
  trash: IconTrash,
  upload: IconUpload,
  user: IconUser,
} satisfies Record<string, TablerIcon>;
export type IconName = keyof typeof icons;

/** An icon beside a word that says the same. */
export const Icon = ({ name, size = 22 }: { readonly name: IconName; readonly size?: number }) => {
  const Chosen = icons[name];
  return <Chosen aria-hidden="true" size={size} stroke={1.7} className="icon" />;
};
