/** The languages that customers are written to. */
export type MailLanguage = 'en' | 'fr';
