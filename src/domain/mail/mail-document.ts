import type { MailLanguage } from './language';
import type { Words } from './words';

/** Whose mail it is. `support` is one line: how to reach people (an address, a telephone number). */
export type Brand = { readonly company: string; readonly product: string; readonly support: string };

/** A part of a mail's body, in reading order. */
export type Block =
  | { readonly kind: 'paragraph'; readonly words: Words }
  /** Quieter than a paragraph. `instead` stands in the plain version, where the words speak of what isn't there. */
  | { readonly kind: 'note'; readonly words: Words; readonly instead?: Words }
  | { readonly kind: 'heading'; readonly words: Words }
  | { readonly kind: 'items'; readonly ordered: boolean; readonly items: readonly Words[] }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: Words, value: Words])[] }
  /** The QR code of `url` with words beside it; the plain version has the words of `instead` and the address. */
  | {
      readonly kind: 'scan';
      readonly url: string;
      readonly alt: Words;
      readonly title: Words;
      readonly words: Words;
      readonly instead: Words;
    }
  /** `stop` is "this wasn't me"; its address is written out in the plain version. */
  | {
      readonly kind: 'button';
      readonly tone: 'go' | 'stop';
      readonly label: Words;
      readonly url: string;
      readonly writtenOut: boolean;
    }
  | { readonly kind: 'address'; readonly words: Words; readonly url: string };

/** A mail before it is HTML or plain text. Everything in it is one clean line each. */
export type MailDocument = {
  readonly language: MailLanguage;
  readonly brand: Brand;
  readonly subject: string;
  /** What a mail program shows beside the subject. */
  readonly preview: Words;
  readonly title: Words;
  readonly blocks: readonly Block[];
  readonly foot: readonly Words[];
};
