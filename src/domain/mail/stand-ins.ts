/** What stands in a sent mail's kept copy, and in every view that staff has, where the customer got a secret. */

const words = 'secret-link-not-shown-to-staff';

/** Stands where a secret link stood: on the same host, which the texts name, and leading nowhere. */
export const standInOf = (url: string): string => {
  try {
    return `${new URL(url).origin}/${words}`;
  } catch {
    return `https://link.invalid/${words}`;
  }
};

/** Stands where the eight digits for whoever vouches stood. */
export const codeStandIn = '••••••••';

const qrWords = ['QR code,', 'not shown', 'to staff'];
const qrPicture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200"><rect x="4" y="4" width="192" height="192" rx="10" fill="#fff7ed" stroke="#9a5b06" stroke-width="3" stroke-dasharray="9 7"/><g fill="#7a4805" font-family="sans-serif" font-size="24" text-anchor="middle">${qrWords
  .map((line, index) => `<text x="100" y="${78 + index * 32}">${line}</text>`)
  .join('')}</g></svg>`;
const qrSource = `data:image/svg+xml,${encodeURIComponent(qrPicture)}`;

/** What makes a stand-in be seen as one, whatever the mail itself looks like. */
const marks = `<style>
a[href$="/${words}"]{outline:2px dashed #9a5b06!important;outline-offset:2px}
a[href$="/${words}"]::after{content:" (secret link, not shown to staff)";font-weight:400;font-size:13px}
</style>`;

/** The HTML of a kept copy as a frame shows it: a picture that says what it stands for, and links that do. */
export const markStandIns = (html: string): string => {
  const shown = html.replaceAll('src="cid:qr"', `src="${qrSource}"`);
  return shown.includes('</head>') ? shown.replace('</head>', `${marks}</head>`) : marks + shown;
};
