import { Blank } from '../ui/Blank';

/** Who works at the desk. */
export const StaffScreen = () => <Blank title="Staff" />;
