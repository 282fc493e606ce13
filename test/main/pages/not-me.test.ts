import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isStopWord } from '#main/pages/notice-page';
import { createWorld, newToken, type World } from './world';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  await world.close();
});

const open = async (token: string, search = '', init: RequestInit = {}) =>
  await fetch(`${world.origin}/n/${token}${search}`, init);
const press = async (token: string, fields: Record<string, string>, search = '') =>
  await open(token, search, { method: 'POST', body: new URLSearchParams(fields) });

describe('the question', () => {
  test("says when and how it was asked, for which masked account, in the customer's zone", async () => {
    const { token } = world.addNotice();
    const text = await (await open(token)).text();
    expect(text).toContain('Monday 9 November at 12:31');
    expect(text).toContain('by phone');
    expect(text).toContain('m•••••e@delisle-roy.example');
    expect(text).toContain('RD-2418');
    expect(text).toContain('Lumen &lt;Practice&gt;');
    expect(text).not.toContain('<script');
  });

  test("speaks the customer's language, and the other one on request", async () => {
    const { token } = world.addNotice({ language: 'fr' });
    const french = await (await open(token)).text();
    expect(french).toContain('lundi 9 novembre à 12\u00a0h\u00a031');
    expect(french).toContain('ARRÊTER');
    expect(await (await open(token, '?lang=en')).text()).toContain('Did you ask');
  });

  test('opening it, by GET or HEAD, and "it was me" do nothing', async () => {
    const { token, entry } = world.addNotice();
    await open(token);
    await open(token, '', { method: 'HEAD' });
    expect(await (await open(token, '?me=1')).text()).toContain('it goes on');
    expect(entry.repudiations).toEqual([]);
    expect(entry.notice.alreadyStopped).toBe(false);
  });

  test("the account's text can't become markup", async () => {
    const { token } = world.addNotice({ maskedAccount: '<img src=x onerror=alert(1)>' });
    expect(await (await open(token)).text()).not.toContain('<img');
  });
});

describe('the act (R7)', () => {
  test.each([
    ['no word', {}],
    ['an empty word', { word: '' }],
    ["the page's own button text", { word: 'This wasn’t me: stop it' }],
    ['every field filled with the same text', { word: 'test', words: 'test' }],
  ])('pressing the button with %s does nothing', async (_, fields) => {
    const { token, entry } = world.addNotice();
    const answer = await press(token, fields);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Nothing was stopped yet');
    expect(entry.repudiations).toEqual([]);
  });

  test('a wrong word keeps what the person wrote', async () => {
    const { token } = world.addNotice();
    expect(await (await press(token, { word: 'no', words: 'I never <b>called</b>' })).text()).toContain(
      'I never &lt;b&gt;called&lt;/b&gt;</textarea>',
    );
  });

  test('the word stops everything, and the page confirms with the case number', async () => {
    const { token, entry } = world.addNotice();
    const text = await (await press(token, { word: 'stop', words: ' I never called. ' })).text();
    expect(entry.repudiations).toEqual([{ words: 'I never called.' }]);
    expect(text).toContain('Everything has stopped');
    expect(text).toContain('RD-2418');
    expect(text).not.toContain('<form');
  });

  test('an old or used link still accepts', async () => {
    const { token, entry } = world.addNotice({ alreadyStopped: true, language: 'fr' });
    expect(await (await open(token)).text()).toContain('déjà arrêtée');
    expect(await (await press(token, { word: 'arreter' })).text()).toContain('Tout est arrêté');
    expect(entry.repudiations).toHaveLength(1);
  });

  test('an unknown notice leads nowhere, by GET and POST alike', async () => {
    expect((await open(newToken())).status).toBe(404);
    expect((await press(newToken(), { word: 'STOP' })).status).toBe(404);
    const { token, entry } = world.addNotice();
    expect(
      (await fetch(`${world.origin}/n/${token}/more`, { method: 'POST', body: new URLSearchParams({ word: 'STOP' }) }))
        .status,
    ).toBe(404);
    expect(entry.repudiations).toEqual([]);
  });
});

test.each([
  ['STOP', true],
  [' stop ', true],
  ['Arrêter', true],
  ['ARRETER', true],
  ['arre\u0302ter', true],
  ['stopp', false],
  ['', false],
  ['stop it', false],
])('the word %j counts: %s', (typed, counts) => {
  expect(isStopWord(typed)).toBe(counts);
});
