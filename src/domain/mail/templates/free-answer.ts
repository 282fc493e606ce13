import type { MailLanguage } from '../language';
import type { MailDocument } from '../mail-document';
import type { MailInputs } from '../mail-input';
import { en, fr } from '../words';
import { letter } from './phrases';

/** What a person writes to the customer; nothing in it is the template's but greeting and foot. */
export const freeAnswer = (language: MailLanguage, input: MailInputs['free-answer']): MailDocument => {
  const subject = { en: en`${input.subject}`, fr: fr`${input.subject}` };
  return letter(language, input, { subject, preview: subject[language], title: subject[language] }, []);
};
