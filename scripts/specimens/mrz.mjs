/** Machine-readable zones after ICAO 9303, parts 4 and 5. */

const letters = { Ä: 'AE', Å: 'AA', Æ: 'AE', Ö: 'OE', Ø: 'OE', Œ: 'OE', Ü: 'UE', ß: 'SS', Ð: 'D', Ł: 'L', Þ: 'TH' };
/** A name in the zone's alphabet: letters without marks, everything else a filler. */
const plain = (name) =>
  [...name.toUpperCase()]
    .map((letter) => letters[letter] ?? letter)
    .join('')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]/g, '')
    .replace(/[^A-Z]+/g, '<');
const value = (sign) => (sign === '<' ? 0 : /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 55);
/** Part 3, 4.9: weights 7, 3, 1, modulo 10. */
const digit = (field) => String([...field].reduce((sum, sign, at) => sum + value(sign) * [7, 3, 1][at % 3], 0) % 10);
const fill = (text, length) => text.padEnd(length, '<').slice(0, length);
const day = (iso) => iso.slice(2).replaceAll('-', '');
const names = (person) => `${plain(person.surname)}<<${plain(person.givenNames)}`;

/** Three lines of 30, for a card. */
export const td1 = (person) => {
  const first = fill(`I<UTO${fill(person.number, 9)}${digit(fill(person.number, 9))}`, 30);
  const dates = `${day(person.born)}${digit(day(person.born))}${person.sex}${day(person.expires)}${digit(day(person.expires))}`;
  const optional = '<'.repeat(11);
  const composite = digit(first.slice(5) + dates.slice(0, 7) + dates.slice(8) + optional);
  return [first, `${dates}UTO${optional}${composite}`, fill(names(person), 30)];
};

/** Two lines of 44, for a passport. */
export const td3 = (person) => {
  const number = fill(person.number, 9);
  const start = `${number}${digit(number)}UTO${day(person.born)}${digit(day(person.born))}${person.sex}${day(person.expires)}${digit(day(person.expires))}`;
  const optional = '<'.repeat(14);
  const second = `${start}${optional}<`;
  return [
    fill(`P<UTO${names(person)}`, 44),
    `${second}${digit(second.slice(0, 10) + second.slice(13, 20) + second.slice(21))}`,
  ];
};
