import { describe, expect, test } from 'vitest';
import { documentKinds, type PictureSlot } from '#domain/case/events';
import { countriesIn } from '../../../src/renderer/form/countries';
import {
  allowed,
  captureOf,
  furthest,
  part,
  readEntry,
  startChoices,
  stepsFor,
  type Choices,
} from '../../../src/renderer/form/flow';
import { targetSize } from '../../../src/renderer/form/picture';
import { terms } from '../../../src/renderer/form/terms';
import { visiblePart } from '../../../src/renderer/form/use-camera';
import { whenWords, words } from '../../../src/renderer/form/words';

const there = (...slots: readonly PictureSlot[]) => new Set(slots);
const ready: Choices = { ...startChoices('en'), accepted: true, kind: 'driving-licence' };

describe('the way through the form', () => {
  test('a passport takes one picture and a selfie, every card two and a selfie', () => {
    expect(documentKinds.map((kind) => [kind, stepsFor(kind).slice(2, -1)])).toEqual([
      ['passport', ['front', 'selfie']],
      ['driving-licence', ['front', 'back', 'selfie']],
      ['identity-card', ['front', 'back', 'selfie']],
      ['residence-permit', ['front', 'back', 'selfie']],
    ]);
  });

  test('the next step is the first that still wants something', () => {
    expect(furthest(startChoices('en'), there())).toBe('terms');
    expect(furthest({ ...ready, kind: null }, there())).toBe('document');
    expect(furthest(ready, there())).toBe('front');
    expect(furthest(ready, there('front', 'selfie'))).toBe('back');
    expect(furthest(ready, there('front', 'back', 'selfie'))).toBe('look-over');
    expect(furthest({ ...ready, kind: 'passport' }, there('front', 'selfie'))).toBe('look-over');
  });

  test('Back leads to any earlier step, a reload never to a later one than is open', () => {
    expect(allowed('document', ready, there('front'))).toBe('document');
    expect(allowed('look-over', ready, there('front'))).toBe('back');
    expect(allowed('selfie', { ...ready, accepted: false }, there('front', 'back'))).toBe('terms');
    expect(allowed('back', { ...ready, kind: 'passport' }, there('front'))).toBe('selfie');
  });

  test('what the history holds is read back, and nonsense counts as nothing', () => {
    const entry = { step: 'back', choices: { ...ready, taken: { front: 'automatic' } } };
    expect(readEntry(structuredClone(entry))).toEqual(entry);
    for (const strange of [
      null,
      4,
      'x',
      {},
      { step: 'admin', choices: ready },
      { step: 'front', choices: null },
      { step: 'front', choices: { language: 'de' } },
    ])
      expect(readEntry(strange)).toBeNull();
    expect(
      readEntry({ step: 'front', choices: { language: 'fr', kind: 'library-card', taken: { front: 'magic' } } })
        ?.choices,
    ).toMatchObject({ kind: null, taken: {}, country: 'CA', accepted: false });
  });

  test('a submission is automatic only when nothing was uploaded or pressed for the ID', () => {
    const taken = { front: 'automatic', back: 'automatic', selfie: 'live' } as const;
    expect(captureOf({ ...ready, taken }, 'driving-licence')).toBe('automatic');
    expect(captureOf({ ...ready, taken: { ...taken, back: 'shutter' } }, 'driving-licence')).toBe('manual');
    expect(captureOf({ ...ready, taken: { ...taken, selfie: 'upload' } }, 'driving-licence')).toBe('manual');
    expect(captureOf({ ...ready, taken: { front: 'automatic', selfie: 'live' } }, 'passport')).toBe('automatic');
    expect(captureOf({ ...ready, taken: {} }, 'passport')).toBe('manual');
  });

  test('progress never goes back along the way', () => {
    for (const kind of documentKinds)
      expect(stepsFor(kind).map(part)).toEqual(
        stepsFor(kind)
          .map(part)
          .toSorted((a, b) => a - b),
      );
  });
});

describe('words', () => {
  test('Canada is the first country, every one has a name, none comes twice', () => {
    for (const language of ['en', 'fr'] as const) {
      const countries = countriesIn(language);
      expect(countries[0]).toEqual({ code: 'CA', name: 'Canada' });
      expect(countries.length).toBeGreaterThan(230);
      expect(new Set(countries.map((country) => country.code)).size).toBe(countries.length);
      expect(countries.filter((country) => country.name === country.code)).toEqual([]);
    }
    expect(countriesIn('fr').find((country) => country.code === 'DE')?.name).toBe('Allemagne');
  });

  test("the link's end is told in the customer's zone", () => {
    expect(whenWords('2026-11-13T18:25:00Z', 'America/Toronto', 'en')).toBe('Friday 13 November, 13:25');
    expect(whenWords('2026-11-13T18:25:00Z', 'America/Toronto', 'fr')).toBe('vendredi 13 novembre, 13\u00a0h\u00a025');
  });

  test('the terms say what, why, how long, when, and that there is another way, in both languages', () => {
    const { en, fr } = terms('Lumen');
    expect(en.length).toBe(fr.length);
    const all = en.map((section) => section.text).join(' ');
    for (const said of [
      'two Canadian business days',
      'encrypted',
      '10 days',
      'destroyed with the decision',
      'another way',
    ])
      expect(all).toContain(said);
  });

  test('French keeps its signs on the line of their word', () => {
    expect(JSON.stringify([words.fr, terms('Lumen').fr])).not.toMatch(/[a-zé»)] [?;:!»]/);
  });
});

test('a picture is never enlarged, and at most 2,400 pixels long', () => {
  expect(targetSize(800, 600)).toEqual({ width: 800, height: 600 });
  expect(targetSize(6000, 3000)).toEqual({ width: 2400, height: 1200 });
});

test("a covered box shows the middle of the camera's view", () => {
  expect(visiblePart(1280, 720, 1.5)).toEqual({ x: 100, y: 0, width: 1080, height: 720 });
  expect(visiblePart(720, 1280, 1.5)).toEqual({ x: 0, y: 400, width: 720, height: 480 });
});
