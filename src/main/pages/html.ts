/** Pages without script: text in, escaped HTML out. */
import type { PagesLanguage } from './desk-port';

/** HTML that was made here. Nothing else gets past `html`. */
export type Html = { readonly html: string };
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML, fit for content and quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]!);

/** A template whose values are escaped, unless they are HTML made by it. */
export const html = (strings: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html => ({
  html: strings
    .map((part, at) => {
      const value = values[at];
      if (value === undefined) return part;
      if (typeof value === 'string') return part + escapeHtml(value);
      return part + ('html' in value ? value.html : value.map((one) => one.html).join(''));
    })
    .join(''),
});

const icon = (path: string): Html => ({
  html: `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${path}</svg>`,
});
/** Outline icons of 24 units, drawn for these pages. */
export const icons = {
  person: icon('<circle cx="12" cy="7.5" r="4"/><path d="M5 21v-2a4 4 0 0 1 4-4h6a4 4 0 0 1 4 4v2"/>'),
  snow: icon(
    '<path d="M12 2v20M3.5 7l17 10M20.5 7l-17 10M9 4l3 3 3-3M9 20l3-3 3 3M3.6 11 7.6 9.3 7.2 5M20.4 13l-4 1.7.4 4.3M20.4 11l-4-1.7.4-4.3M3.6 13l4 1.7-.4 4.3"/>',
  ),
  eye: icon(
    '<circle cx="12" cy="12" r="2.5"/><path d="M2.5 12C4.8 8 8 6 12 6s7.2 2 9.5 6c-2.3 4-5.5 6-9.5 6s-7.2-2-9.5-6Z"/>',
  ),
  mail: icon('<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3 7.5 9 6 9-6"/>'),
  check: icon('<circle cx="12" cy="12" r="9"/><path d="m8.5 12 2.5 2.5 4.5-5"/>'),
  clock: icon('<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>'),
  hand: icon(
    '<path d="M8 13V5.5a1.5 1.5 0 0 1 3 0V11m0-.5v-6a1.5 1.5 0 0 1 3 0V12m0-6.5a1.5 1.5 0 0 1 3 0V12m0-3.5a1.5 1.5 0 0 1 3 0V16a6 6 0 0 1-6 6h-2a6 6 0 0 1-5-2.7L4.3 15a1.6 1.6 0 0 1 2.7-1.7L8 14.5"/>',
  ),
} as const;

type Frame = {
  readonly language: PagesLanguage;
  readonly title: string;
  readonly companyName: string;
  readonly body: Html;
  readonly otherLanguage?: { readonly href: string; readonly label: string };
  /** For text to read, not for a question to answer. */
  readonly isWide?: boolean;
};

const languageLink = (frame: Frame): Html | '' => {
  if (frame.otherLanguage === undefined) return '';
  const other = frame.language === 'en' ? 'fr' : 'en';
  const { href, label } = frame.otherLanguage;
  return html`<a class="language" href="${href}" hreflang="${other}" lang="${other}">${label}</a>`;
};

/** The frame around every page: company, language switch, one column. */
export const pageFrame = (frame: Frame): string => {
  const initial = frame.companyName.slice(0, 1).toUpperCase();
  const page = html`<html lang="${frame.language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">
<title>${frame.title} · ${frame.companyName}</title><link rel="stylesheet" href="/pages.css"></head>
<body${frame.isWide === true ? html` class="wide"` : ''}>
<header><span class="mark" aria-hidden="true">${initial}</span><span class="company">${frame.companyName}</span>${languageLink(frame)}</header>
<main>${frame.body}</main></body></html>`;
  return `<!doctype html>${page.html}\n`;
};
