import { Blank } from '../ui/Blank';

/** What waits, was sent, failed and why. */
export const MailScreen = () => <Blank title="Mail" />;
