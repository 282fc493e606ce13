/**
 * The drawings: cards of 1012 × 638 (ID-1), a passport page of 1136 × 800 (ID-3), portraits of 810 × 1080. All units
 * are pixels.
 */
import { head } from './portrait.mjs';

const sans = 'font-family="\'Specimen Sans\', Inter, Arial, sans-serif"';
const mono = "font-family=\"'Specimen Mono', 'JetBrains Mono', monospace\"";
const safe = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const svg = (width, height, content) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`;
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const day = (iso) => `${iso.slice(8)} ${months[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`;
const upper = (name) => name.toLocaleUpperCase('fr');

const field = (x, y, label, value, size = 28) =>
  `<text x="${x}" y="${y}" ${sans} font-size="15" fill="#5b6675">${label}</text><text x="${x}" y="${y + size + 3}" ${sans} font-size="${size}" font-weight="600" fill="#1d2530">${safe(value)}</text>`;
const word = (x, y, size, turn) =>
  `<text x="${x}" y="${y}" transform="rotate(${turn} ${x} ${y})" text-anchor="middle" dominant-baseline="central" ${sans} font-size="${size}" font-weight="800" letter-spacing="${size / 14}" fill="#c63a3a" fill-opacity=".27">SPECIMEN</text>`;
const waves = (width, height, from) =>
  Array.from({ length: Math.ceil((height - from) / 34) + 2 }, (_, at) => {
    const y = from + at * 34;
    return `<path d="M0 ${y}c${width / 6} -46 ${width / 4} 46 ${width / 2} 6s${width / 3} -40 ${width / 2} -4" fill="none" stroke="#b9c7d6" stroke-width="1.6" opacity=".75"/>`;
  }).join('');
const ground = (id, width, height) =>
  `<defs><linearGradient id="${id}" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#eef3f6"/><stop offset=".55" stop-color="#e2eaf0"/><stop offset="1" stop-color="#edf1f4"/></linearGradient><clipPath id="${id}-edge"><rect width="${width}" height="${height}" rx="34"/></clipPath></defs>`;
const photo = (person, x, y, width, height, id) =>
  `<svg x="${x}" y="${y}" width="${width}" height="${height}" viewBox="0 0 300 380" preserveAspectRatio="xMidYMid slice"><rect width="300" height="380" fill="#c8d1dc"/><g>${head(person.look, id)}</g></svg><rect x="${x}" y="${y}" width="${width}" height="${height}" fill="none" stroke="#9fadbd" stroke-width="2"/>`;

/** The signature is a flourish of its own for each: drawn from the number, so that it stays. */
const signature = (person, x, y) => {
  const bits = [...person.number].map((sign) => sign.charCodeAt(0) % 10);
  const strokes = bits
    .map((bit, at) => `q${8 + bit} ${-34 - bit * 2} ${14 + bit} ${at % 2 ? 6 : -6}t${8 + bit} ${at % 2 ? 16 : -12}`)
    .join('');
  return `<path d="M${x} ${y}${strokes}" fill="none" stroke="#28344a" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/>`;
};

/** The front of a card. */
export const idFront = (person) =>
  svg(
    1012,
    638,
    `${ground('f', 1012, 638)}<g clip-path="url(#f-edge)"><rect width="1012" height="638" fill="url(#f)"/>${waves(1012, 638, 150)}
<rect width="1012" height="104" fill="#3f5064"/><text x="42" y="50" ${sans} font-size="30" font-weight="700" letter-spacing="2" fill="#fff">UTOPIA</text><text x="42" y="82" ${sans} font-size="19" letter-spacing=".6" fill="#d9e1ea">IDENTITY CARD · CARTE D’IDENTITÉ</text><text x="970" y="64" text-anchor="end" ${mono} font-size="30" font-weight="600" fill="#fff">${person.number}</text>
${photo(person, 42, 142, 278, 352, 'f-photo')}
${field(362, 160, 'Surname / Nom', upper(person.surname), 36)}${field(362, 246, 'Given names / Prénoms', upper(person.givenNames), 32)}
${field(362, 336, 'Date of birth / Naissance', day(person.born))}${field(690, 336, 'Sex / Sexe', person.sex)}
${field(362, 418, 'Expiry / Expiration', day(person.expires))}${field(690, 418, 'Nationality', 'UTO')}
<text x="42" y="545" ${sans} font-size="18" fill="#3f4a58">Drawn for practice. Not a document.</text>${signature(person, 378, 566)}
<svg x="852" y="478" width="104" height="126" viewBox="0 0 300 380" opacity=".75"><rect width="300" height="380" fill="#c8d1dc"/>${head(person.look, 'f-small')}</svg>
${word(540, 350, 136, -23)}</g>`,
  );

/** A pattern that looks like a code and holds nothing. */
const code = (person, x, y) => {
  let seed = [...person.number].reduce((sum, sign) => sum * 31 + sign.charCodeAt(0), 7) >>> 0;
  let cells = '';
  for (let row = 0; row < 10; row += 1)
    for (let column = 0; column < 12; column += 1) {
      seed = (seed * 1664525 + 1013904223) >>> 0;
      if (seed >>> 31) cells += `<rect x="${x + column * 18}" y="${y + row * 17}" width="18" height="17"/>`;
    }
  return `<g fill="#2d3440">${cells}</g>`;
};

/** The back of a card, with its machine-readable zone. */
export const idBack = (person, lines) =>
  svg(
    1012,
    638,
    `${ground('b', 1012, 638)}<g clip-path="url(#b-edge)"><rect width="1012" height="638" fill="url(#b)"/>${waves(1012, 400, 150)}<rect y="54" width="1012" height="82" fill="#3a414d"/>
${field(42, 186, 'Address / Adresse', upper(person.address), 27)}${field(42, 284, 'Issued / Délivrée', day(person.issued), 27)}${field(342, 284, 'Authority / Autorité', 'CIVIL REGISTRY 4', 27)}${code(person, 742, 170)}
<rect y="392" width="1012" height="246" fill="#fafcfd" opacity=".78"/>
${lines.map((line, at) => `<text x="42" y="${462 + at * 64}" ${mono} font-size="49" font-weight="500" fill="#14181f" textLength="928" style="font-feature-settings:'calt' 0,'liga' 0">${safe(line)}</text>`).join('')}
${word(506, 300, 136, -23)}</g>`,
  );

/** A passport's page of data. */
export const passportPage = (person, lines) =>
  svg(
    1136,
    800,
    `${ground('p', 1136, 800)}<g clip-path="url(#p-edge)"><rect width="1136" height="800" fill="url(#p)"/>${waves(1136, 640, 120)}
<text x="42" y="62" ${sans} font-size="32" font-weight="700" letter-spacing="2" fill="#33465a">UTOPIA</text><text x="214" y="62" ${sans} font-size="22" fill="#4d5b6b">PASSPORT · PASSEPORT</text><text x="1094" y="62" text-anchor="end" ${mono} font-size="32" font-weight="600" fill="#7d2d3a">${person.number}</text><rect x="42" y="82" width="1052" height="3" fill="#7d8fa3"/>
${photo(person, 42, 116, 330, 418, 'p-photo')}
${field(416, 134, 'Type', 'P', 26)}${field(540, 134, 'Issuing state', 'UTO', 26)}
${field(416, 208, 'Surname / Nom', upper(person.surname), 34)}${field(416, 290, 'Given names / Prénoms', upper(person.givenNames), 32)}
${field(416, 372, 'Nationality', 'UTO', 26)}${field(640, 372, 'Sex / Sexe', person.sex, 26)}${field(800, 372, 'Date of birth / Naissance', day(person.born), 26)}
${field(416, 446, 'Place of birth / Lieu de naissance', upper(person.birthplace), 26)}
${field(416, 520, 'Date of issue / Délivrance', day(person.issued), 26)}${field(800, 520, 'Expiry / Expiration', day(person.expires), 26)}
<text x="42" y="574" ${sans} font-size="17" fill="#3f4a58">Drawn for practice. Not a document.</text>${signature(person, 62, 618)}
<rect y="646" width="1136" height="154" fill="#fafcfd" opacity=".82"/>
${lines.map((line, at) => `<text x="42" y="${708 + at * 58}" ${mono} font-size="39" font-weight="500" fill="#14181f" textLength="1052" style="font-feature-settings:'calt' 0,'liga' 0">${safe(line)}</text>`).join('')}
${word(590, 380, 150, -24)}</g>`,
  );

/** The live picture: the same face by a window. */
export const selfie = (person) =>
  svg(
    810,
    1080,
    `<defs><linearGradient id="s" x1="0" y1="0" x2="1" y2=".4"><stop offset="0" stop-color="#aab6c1"/><stop offset="1" stop-color="#bcc7cf"/></linearGradient></defs><rect width="810" height="1080" fill="url(#s)"/>
<rect x="540" y="0" width="230" height="520" fill="#9aa8b4"/><rect x="572" y="26" width="166" height="470" fill="#dfe8ec"/><rect x="648" y="26" width="10" height="470" fill="#9aa8b4"/>
<svg x="0" y="130" width="810" height="950" viewBox="0 55 300 352" overflow="visible">${head(person.look, 's')}</svg>
<rect width="810" height="1080" fill="#fff6e5" opacity=".07"/>${word(405, 560, 120, -58)}`,
  );

const grounds = {
  table: '<rect width="100%" height="100%" fill="#e6e8ec"/><rect width="100%" height="100%" fill="url(#light)"/>',
  desk: '<rect width="100%" height="100%" fill="#231f1c"/><rect width="100%" height="100%" fill="url(#light)" opacity=".16"/>',
  room: '<rect width="100%" height="100%" fill="#a3afb9"/>',
};
/** A drawing in front of something, as a lens would have it. */
export const scene = (drawing, { width, height, ground: name }) => {
  const [, ownWidth, ownHeight] = /width="(\d+)" height="(\d+)"/.exec(drawing).map(Number);
  const isFilled = name === 'room';
  const scale = isFilled
    ? height / ownHeight
    : Math.min((width * 0.92) / ownWidth, (height * (name === 'desk' ? 0.79 : 0.92)) / ownHeight);
  const w = ownWidth * scale;
  const h = ownHeight * scale;
  const turn = isFilled ? 0 : name === 'desk' ? -0.5 : -0.7;
  return svg(
    width,
    height,
    `<defs><radialGradient id="light" cx=".35" cy=".25" r="1"><stop offset="0" stop-color="#fff" stop-opacity=".5"/><stop offset="1" stop-color="#000" stop-opacity=".06"/></radialGradient></defs>${grounds[name]}<g transform="rotate(${turn} ${width / 2} ${height / 2})">${isFilled ? '' : `<rect x="${(width - w) / 2 + 3}" y="${(height - h) / 2 + 6}" width="${w}" height="${h}" rx="${34 * scale}" fill="#000" opacity=".18"/>`}${drawing.replace(/width="\d+" height="\d+"/, `x="${(width - w) / 2}" y="${(height - h) / 2}" width="${w}" height="${h}"`)}</g>`,
  );
};
