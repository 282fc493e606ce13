import { Blank } from '../ui/Blank';

/** The cases that wait for a decision. */
export const ReviewsScreen = () => <Blank title="Reviews" />;
