/** The one page that a demo leaves: its pictures with their captions, and the mails as the customer has them. */
import type { Mail } from '#support/practice-world';
import type { Shot } from './look';

const escape = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const style = `
:root { color-scheme: light; }
body { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; background: #f6f7f9; color: #151820; font: 1rem/1.5 system-ui, 'Segoe UI', sans-serif; }
h1 { margin: 0 0 .25rem; font-size: 1.75rem; }
h2 { margin: 3rem 0 1rem; font-size: 1.25rem; }
.lead { margin: 0; color: #454a55; }
nav { margin-top: .75rem; }
figure { margin: 0 0 2.5rem; }
figcaption { margin-bottom: .5rem; }
figcaption b { display: inline-block; min-width: 2rem; color: #3d50c7; font-variant-numeric: tabular-nums; }
figure img { display: block; max-width: 100%; height: auto; border: 1px solid #d0d3da; border-radius: 8px; background: #fff; }
figure[data-narrow] img { max-width: 24rem; }
a { color: #3d50c7; }
article { margin: 0 0 2.5rem; padding: 1rem 1.25rem 1.25rem; border: 1px solid #d0d3da; border-radius: 8px; background: #fff; }
article h3 { margin: 0; font-size: 1rem; }
article p { margin: .125rem 0 .75rem; color: #454a55; font-size: .875rem; overflow-wrap: anywhere; }
iframe { width: 100%; height: 40rem; border: 1px solid #e4e6eb; border-radius: 6px; }
summary { margin-top: .75rem; cursor: pointer; color: #3d50c7; }
pre { padding: .75rem; background: #f8f9fb; white-space: pre-wrap; overflow-wrap: anywhere; font: .8125rem/1.5 ui-monospace, Consolas, monospace; }
`;

const figure = ({ number, caption, files, isNarrow }: Shot): string =>
  `<figure${isNarrow ? ' data-narrow' : ''}><figcaption><b>${number}</b>${escape(caption)} <a href="${files[1] ?? ''}">In dark</a></figcaption><a href="${files[0] ?? ''}"><img loading="lazy" src="${files[0] ?? ''}" alt="${escape(caption)}"></a></figure>`;

// Sandboxed without a single permission: what a mail holds is shown, and does nothing.
const letter = ({ to, subject, parsed }: Mail): string =>
  `<article><h3>${escape(subject)}</h3><p>To ${escape(to.join(', '))}${parsed.date === undefined ? '' : `, ${escape(parsed.date.toISOString().slice(0, 16).replace('T', ' '))} UTC`}</p><iframe sandbox loading="lazy" title="${escape(subject)}" srcdoc="${escape(typeof parsed.html === 'string' ? parsed.html : '')}"></iframe><details><summary>As plain text</summary><pre>${escape(parsed.text ?? '')}</pre></details></article>`;

/** The page as HTML. Its pictures lie beside it. */
export const demoPage = ({
  person,
  shots,
  mails,
}: {
  readonly person: string;
  readonly shots: readonly Shot[];
  readonly mails: readonly Mail[];
}): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>One whole recovery · Recovery Desk</title>
<style>${style}</style>
<h1>One whole recovery</h1>
<p class="lead">${escape(person)} lost the phone with the authenticator. Everything below happened in the real app, its sample identity system and its sample mailbox, on this computer.</p>
<nav><a href="#screens">${shots.length} screens</a> · <a href="#mails">${mails.length} mails</a></nav>
<h2 id="screens">The screens, in their order</h2>
${shots.map(figure).join('\n')}
<h2 id="mails">The mails, as they arrived</h2>
${mails.map(letter).join('\n')}
</html>
`;
