import { openDesk } from './desk/open-desk';

export const createApp = openDesk;
