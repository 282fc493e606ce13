/**
 * Made-up people and firms, the same ones in every run: frequent and rare names, with the letters that searches must
 * fold.
 */

export type Random = () => number;

/** Mulberry32: a small generator with a seed. */
export const randomFrom = (seed: number): Random => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

const given = [
  'Marie',
  'Jean',
  'Émilie',
  'Maya',
  'Søren',
  'Łucja',
  'Noah',
  'Olivia',
  'Liam',
  'Zoë',
  'Amélie',
  'Kwame',
  'Adaeze',
  'Priya',
  'Arjun',
  'Mei',
  'Hiro',
  'Fatima',
  'Omar',
  'Ines',
  'Thomas',
  'Ruth',
  'Daniel',
  'Sophie',
  'Marc',
  'Martin',
  'Margaret',
  'Mario',
  'Marina',
  'Siobhán',
  'Rory',
  'Hannah',
];
const family = [
  'Tremblay',
  'Gagnon',
  'Roy',
  'Côté',
  'Bouchard',
  'Smith',
  'Martin',
  'Brown',
  'MacDonald',
  'O’Brien',
  'Nguyen',
  'Chan',
  'Singh',
  'Patel',
  'Kowalczyk',
  'Ørsted',
  'Müller',
  'Nwosu',
  'Osei',
  'Okafor',
  'Saint-Onge',
  'Desrosiers',
  'Lavallée',
  'Van der Merwe',
];
const syllables = [
  'ba',
  'bel',
  'cor',
  'dan',
  'del',
  'fen',
  'gar',
  'hal',
  'jon',
  'kar',
  'lan',
  'mar',
  'mor',
  'nor',
  'pel',
  'ran',
  'sal',
  'tan',
  'tor',
  'val',
  'wes',
  'zan',
];
const ofFirm = ['Law', 'Legal', 'Avocats', 'LLP', 'Notaires', '& Partners', 'Barristers', 'Conseil'];

const rareName = (random: Random): string => {
  const name = `${pick(random, syllables)}${pick(random, syllables)}${random() < 0.5 ? pick(random, syllables) : ''}`;
  return `${name[0]!.toUpperCase()}${name.slice(1)}`;
};
const familyName = (random: Random): string => (random() < 0.4 ? pick(random, family) : rareName(random));

export const personName = (random: Random): string => `${pick(random, given)} ${familyName(random)}`;
export const firmName = (random: Random): string =>
  `${familyName(random)} ${random() < 0.4 ? `${familyName(random)} ` : ''}${pick(random, ofFirm)}`;
