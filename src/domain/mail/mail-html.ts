import type { Block, MailDocument } from './mail-document';
import { plain, type Piece, type Words } from './words';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it, safe in content and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

const fontStack = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const inkColour = '#151820';
const quietColour = '#565b66';
const lineColour = '#d9dce3';
const brandColour = '#27357b';
const linkAddress = '#3242a6';
const stopColour = '#a51e24';

/** For mail programs that know dark mode; the others keep the inline colours, which stand on their own ground. */
const darkStyle = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.rd-page{background:#0e1015!important}
.rd-sheet{background:#15171c!important;border-color:#272a31!important}
.rd-ink{color:#e8e9ed!important}
.rd-quiet{color:#a9adb6!important}
.rd-line{border-color:#383c45!important}
.rd-link{color:#9db2fd!important}
.rd-go{background:#4a61dd!important;border-color:#4a61dd!important}
.rd-stop{background:#b3262c!important;border-color:#b3262c!important}
.rd-mark{background:#4a61dd!important}
}
@media (max-width:480px){
.rd-pad{padding-left:20px!important;padding-right:20px!important}
.rd-wide{display:block!important;text-align:center!important}
.rd-beside{padding:14px 8px 0!important;text-align:center!important}
}`;

const piece = (part: Piece): string => {
  switch (part.kind) {
    case 'text':
      return escapeHtml(part.text);
    case 'strong':
      return `<strong>${escapeHtml(part.text)}</strong>`;
    case 'link':
      return `<a class="rd-link" href="${escapeHtml(part.url)}" style="color:${linkAddress};text-decoration:underline">${escapeHtml(part.text)}</a>`;
  }
};

const html = (words: Words) => words.map(piece).join('');

const paragraph = (words: Words, style = '') =>
  `<p class="rd-ink" style="margin:0 0 16px;color:${inkColour};${style}">${html(words)}</p>`;

const listItem = (words: Words) => `<li style="margin:0 0 6px;padding-left:4px">${html(words)}</li>`;

const blockHtml = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
      return paragraph(block.words);
    case 'note':
      return `<p class="rd-quiet" style="margin:0 0 16px;color:${quietColour};font-size:14px;line-height:21px">${html(block.words)}</p>`;
    case 'heading':
      return `<h2 class="rd-ink" style="margin:28px 0 10px;color:${inkColour};font-size:17px;line-height:24px;font-weight:600">${html(block.words)}</h2>`;
    case 'items': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag} class="rd-ink" style="margin:0 0 16px;padding:0 0 0 22px;color:${inkColour}">${block.items.map(listItem).join('')}</${tag}>`;
    }
    case 'facts':
      return `<div class="rd-line" style="margin:0 0 20px;padding:12px 16px;border:1px solid ${lineColour};border-radius:8px">${block.rows
        .map(
          ([label, value]) =>
            `<p class="rd-ink" style="margin:2px 0;color:${inkColour}"><span class="rd-quiet" style="color:${quietColour}">${html(label)}</span> ${html(value)}</p>`,
        )
        .join('')}</div>`;
    case 'scan':
      return (
        `<div class="rd-line" style="margin:4px 0 20px;padding:20px 12px;border:1px solid ${lineColour};border-radius:10px;text-align:center">` +
        `<div style="display:inline-block;vertical-align:middle;padding:4px;background:#ffffff;border-radius:6px"><img src="cid:qr" width="200" height="200" alt="${escapeHtml(plain(block.alt))}" style="display:block;width:200px;height:200px;border:0"></div>` +
        `<div class="rd-beside" style="display:inline-block;vertical-align:middle;box-sizing:border-box;width:100%;max-width:276px;padding:12px 8px 4px 16px;text-align:left">` +
        `<p class="rd-ink" style="margin:0 0 6px;color:${inkColour};font-weight:600">${html(block.title)}</p>` +
        `<p class="rd-quiet" style="margin:0;color:${quietColour};font-size:15px;line-height:22px">${html(block.words)}</p></div></div>`
      );
    case 'button': {
      const color = block.tone === 'stop' ? stopColour : brandColour;
      return (
        `<p style="margin:0 0 16px"><a class="rd-${block.tone} rd-wide" href="${escapeHtml(block.url)}" style="display:inline-block;padding:12px 22px;background:${color};border:1px solid ${color};` +
        `border-radius:8px;color:#ffffff;font-weight:600;line-height:22px;text-decoration:none">${html(block.label)}</a></p>`
      );
    }
    case 'address':
      return (
        `<p class="rd-quiet" style="margin:0 0 16px;color:${quietColour};font-size:14px;line-height:21px">${html(block.words)}<br>` +
        `<a class="rd-link" href="${escapeHtml(block.url)}" style="color:${linkAddress};word-break:break-all">${escapeHtml(block.url)}</a></p>`
      );
  }
};

const initial = (name: string) =>
  Array.from(name)
    .find((character) => /[\p{L}\p{N}]/u.test(character))
    ?.toLocaleUpperCase('en') ?? '';

/** The mail as HTML: no tables, no script, no remote content; the QR code is the picture `cid:qr`. */
export const mailHtml = (mail: MailDocument): string =>
  `<!DOCTYPE html>
<html lang="${mail.language}-CA">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${escapeHtml(mail.subject)}</title>
<style>${darkStyle}</style>
</head>
<body class="rd-page" style="margin:0;padding:0;background:#f4f5f8">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(plain(mail.preview))}</div>
<div class="rd-page" style="padding:16px 8px;background:#f4f5f8">
<div class="rd-sheet" role="article" lang="${mail.language}-CA" style="max-width:600px;margin:0 auto;background:#ffffff;border:1px solid #e4e6eb;border-radius:12px;font-family:${fontStack};font-size:16px;line-height:24px">
<div class="rd-pad" style="padding:28px 32px 12px">
<p class="rd-ink" style="margin:0 0 24px;color:${inkColour};font-weight:600"><span class="rd-mark" style="display:inline-block;width:26px;height:26px;margin-right:10px;border-radius:13px;background:${brandColour};color:#ffffff;font-size:15px;line-height:26px;text-align:center" aria-hidden="true">${escapeHtml(initial(mail.brand.product))}</span>${escapeHtml(mail.brand.product)}</p>
<h1 class="rd-ink" style="margin:0 0 16px;color:${inkColour};font-size:24px;line-height:30px;font-weight:600;letter-spacing:-0.01em">${html(mail.title)}</h1>
${mail.blocks.map(blockHtml).join('\n')}
</div>
<div class="rd-pad rd-line" style="padding:18px 32px 20px;border-top:1px solid ${lineColour}">
${mail.foot.map((words) => `<p class="rd-quiet" style="margin:0 0 8px;color:${quietColour};font-size:14px;line-height:21px">${html(words)}</p>`).join('\n')}
</div>
</div>
</div>
</body>
</html>
`;
