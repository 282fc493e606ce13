/** Tells what machines wrote from what people did. Header names are in lower case, each with all its values. */
export type Headers = Readonly<Record<string, readonly string[]>>;

const first = (headers: Headers, name: string): string => headers[name]?.[0]?.trim().toLowerCase() ?? '';

const holidayWords =
  /^(?:(?:automatic(?:ally generated)?|auto(?:mated)?)[ -]?(?:reply|response|message)|out of (?:the )?office|away from|on vacation|r[ée]ponse automatique|absen(?:t|ce)|message d['’]absence|hors du bureau)/iu;

/** RFC 3834 §5, and what is seen where it isn't kept. Never answered, and never a customer's word. */
export const isFromMachine = (headers: Headers, subject: string): boolean =>
  !['', 'no'].includes(first(headers, 'auto-submitted').split(/[;\s]/)[0] ?? '') ||
  ['x-autoreply', 'x-autorespond', 'x-auto-response-suppress', 'list-id', 'x-loop'].some((name) => name in headers) ||
  ['bulk', 'junk', 'auto_reply', 'list'].includes(first(headers, 'precedence')) ||
  first(headers, 'return-path') === '<>' ||
  holidayWords.test(subject.replace(/^(?:re|tr|fw|fwd) ?: */iu, ''));

const words = (value: string): string => value.replace(/\s+/gu, ' ').trim();

/**
 * The fields of a `message/delivery-status` (RFC 3464 §2.1): groups parted by empty lines, the first about the message,
 * each other about one recipient. Broken ones are left out.
 */
export const deliveryReports = (
  text: string,
): readonly {
  readonly recipient: string;
  readonly action: string;
  readonly status: string;
  readonly said: string;
}[] =>
  text
    .replaceAll('\r\n', '\n')
    .split(/\n[ \t]*\n/u)
    .slice(0, 200)
    .map((group) => {
      const fields = new Map<string, string>();
      for (const field of group.replace(/\n[ \t]+/gu, ' ').split('\n')) {
        const [, name, value] = /^([A-Za-z-]+):(.*)$/u.exec(field) ?? [];
        if (name !== undefined && value !== undefined) fields.set(name.toLowerCase(), words(value));
      }
      return fields;
    })
    .flatMap((fields) => {
      // "rfc822; monique@delisle-roy.example": the address type stands before it.
      const typed = (name: string) => (fields.get(name) ?? '').replace(/^[A-Za-z0-9-]+ *; */u, '');
      const recipient = typed('original-recipient') || typed('final-recipient');
      const action = (fields.get('action') ?? '').toLowerCase();
      return recipient === '' || action === ''
        ? []
        : [
            {
              recipient: recipient.replace(/^<|>$/gu, '').slice(0, 320),
              action,
              status: /\d\.\d{1,3}\.\d{1,3}/u.exec(fields.get('status') ?? '')?.[0] ?? '',
              said: typed('diagnostic-code').slice(0, 500),
            },
          ];
    });

/**
 * What the receiver's own server found of DMARC (RFC 8601 §2.2): only a field that names it, and only the topmost: a
 * sender can write any number of them further down.
 */
export const dmarcBy = (receiver: string | null, headers: Headers): 'pass' | 'fail' | null => {
  const [top = ''] = headers['authentication-results'] ?? [];
  const [server = '', ...results] = top.split(';').map(words);
  if (receiver === null || server.split(' ')[0]?.toLowerCase() !== receiver.toLowerCase()) return null;
  const found = results.map((result) => /^dmarc *= *([a-z]+)/iu.exec(result)?.[1]?.toLowerCase()).find(Boolean);
  return found === undefined ? null : found === 'pass' ? 'pass' : 'fail';
};
