/**
 * One-time codes of an authenticator app: RFC 6238 with SHA-1, six digits, 30 seconds, which is what every app can do.
 */
import { timingSafeEqual } from 'node:crypto';
import { generateSecret, generateSync, generateURI } from 'otplib';

const stepSeconds = 30;
/** RFC 6238 §5.2: one step for the way from hand to desk. */
export const acceptedSteps = 1;
/** Steps around now in which a code that fits tells of a wrong clock: ten minutes. */
export const clockOffSteps = 20;

/** Code of a time step, for a base32 secret. */
export const codeAt = (secret: string, step: number): string => generateSync({ secret, epoch: step * stepSeconds });
/** The time step of a moment. */
export const stepOf = (now: Date): number => Math.floor(now.getTime() / 1000 / stepSeconds);
/** When a step ends. */
export const endOfStep = (step: number): Date => new Date((step + 1) * stepSeconds * 1000);
/** A base32 secret of 160 bits (RFC 4226 §4, R6). */
export const newSecret = (): string => generateSecret({ length: 20 });
/** What the QR code of an enrolment holds. */
export const otpauthUri = (issuer: string, label: string, secret: string): string =>
  generateURI({ issuer, label, secret });

export type CodeCheck =
  | { readonly outcome: 'fits'; readonly step: number }
  /** Fits another time: `seconds` that the authenticator's clock seems to be ahead (negative: behind). */
  | { readonly outcome: 'clock-off'; readonly seconds: number }
  | { readonly outcome: 'wrong' };

/** Whether a code fits now. Looks at every step whatever it finds, so that its time tells nothing. */
export const checkCode = (secret: string, code: string, now: Date): CodeCheck => {
  const given = Buffer.from(code.padEnd(6, ' ').slice(0, 6), 'latin1');
  const present = stepOf(now);
  let found: CodeCheck = { outcome: 'wrong' };
  let nearest = Infinity;
  for (let delta = -clockOffSteps; delta <= clockOffSteps; delta += 1) {
    const fits = timingSafeEqual(Buffer.from(codeAt(secret, present + delta), 'latin1'), given) && code.length === 6;
    const away = Math.abs(delta);
    if (!fits || away >= nearest) continue;
    nearest = away;
    found =
      away <= acceptedSteps
        ? { outcome: 'fits', step: present + delta }
        : { outcome: 'clock-off', seconds: delta * stepSeconds };
  }
  return found;
};

/** The row that may exist once: RFC 6238 §5.2, R21. */
export const codeClaim = (staffId: string, step: number): { readonly kind: 'unique'; readonly name: string } => ({
  kind: 'unique',
  name: `code:${staffId}:${step}`,
});

/** The sentence for a code that fits another time. */
export const clockOffWords = (seconds: number): string => {
  const away = Math.abs(seconds);
  const amount = away < 90 ? `${away} seconds` : `${Math.round(away / 60)} minutes`;
  return `This code fits another time: the authenticator's clock seems to be about ${amount} ${seconds < 0 ? 'behind' : 'ahead of'} this computer's.`;
};
