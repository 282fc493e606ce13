/**
 * What a mail was to be made from breaks a rule. The message names the field and the rule, never the value: it may be a
 * link.
 */
export class MailInputError extends Error {
  readonly field: string;
  constructor(field: string, rule: string) {
    super(`${field} ${rule}`);
    this.name = 'MailInputError';
    this.field = field;
  }
}
