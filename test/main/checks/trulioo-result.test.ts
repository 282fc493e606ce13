import { describe, expect, test } from 'vitest';
import { hasProviderResult } from '#domain/case/state';
import { truliooStanding } from '#main/checks/trulioo-result';

const answer = (status: string, indicators: readonly unknown[] = []) => ({
  status,
  indicators,
  person: { firstName: 'O' },
});
const indicator = (type: string, result: string, codes: readonly string[] = [], score?: number) => ({
  type,
  result,
  ...(score === undefined ? {} : { score }),
  subindicators: codes.map((code) => ({ code })),
});
const good = [
  indicator('DOCUMENT', 'ACCEPTED', ['ACCEPTED_DOCUMENT', 'INPUT_MATCH_PASSED'], 0.97),
  indicator('FACE_MATCH', 'ACCEPTED', ['ACCEPTED_FACE_MATCH']),
  indicator('LIVENESS', 'ACCEPTED'),
];

describe("Trulioo's answer in the desk's words", () => {
  test.each([
    ['ACCEPTED', 'passed'],
    ['REVIEW', 'review'],
    ['DECLINED', 'failed'],
    ['ERROR', 'error'],
    ['NO_RESULT', 'in-progress'],
  ])('%s is %s', (status, state) => {
    expect(truliooStanding(answer(status, good)).state).toBe(state);
  });

  test('a row per check, with its codes and its score, and the name from what was typed', () => {
    expect(truliooStanding(answer('ACCEPTED', good))).toEqual({
      state: 'passed',
      rows: {
        document: { verdict: 'pass', codes: ['ACCEPTED_DOCUMENT'], score: 0.97 },
        name: { verdict: 'pass', codes: ['INPUT_MATCH_PASSED'] },
        face: { verdict: 'pass', codes: ['ACCEPTED_FACE_MATCH'] },
        liveness: { verdict: 'pass', codes: [] },
      },
    });
  });

  test.each([
    ['a document that was tampered with', 'DOCUMENT', 'DECLINED', 'DOCUMENT_TAMPERING', 'document', 'fail'],
    ['another face', 'FACE_MATCH', 'DECLINED', 'DECLINED_FACE_MATCH', 'face', 'fail'],
    ['nobody alive', 'LIVENESS', 'DECLINED', 'LIVENESS_FAIL', 'liveness', 'fail'],
    ['another name', 'DOCUMENT', 'ACCEPTED', 'INPUT_MATCH_FAILED', 'name', 'fail'],
    ['too little to test', 'DOCUMENT', 'REVIEW', 'POOR_IMAGE_QUALITY', 'document', 'review'],
    ['a word that nobody knows', 'DOCUMENT', 'MAYBE', 'NEW_CODE', 'document', 'no-result'],
  ] as const)('%s', (_, type, result, code, check, verdict) => {
    const standing = truliooStanding(answer('DECLINED', [indicator(type, result, [code])]));
    expect(standing).toMatchObject({ state: 'failed', rows: { [check]: { verdict, codes: [code] } } });
  });

  test('only a pass that none of its rows contradicts speaks for the customer (R9)', () => {
    const speaks = (status: string, indicators: readonly unknown[]): boolean => {
      const standing = truliooStanding(answer(status, indicators));
      return standing.state === 'passed' || standing.state === 'review' || standing.state === 'failed'
        ? hasProviderResult({ outcome: standing.state, rows: standing.rows })
        : false;
    };
    expect(speaks('ACCEPTED', good)).toBe(true);
    expect(speaks('ACCEPTED', [...good.slice(0, 2), indicator('LIVENESS', 'DECLINED', ['LIVENESS_FAIL'])])).toBe(false);
    expect(speaks('ACCEPTED', [indicator('DOCUMENT', 'ACCEPTED', ['INPUT_MATCH_FAILED'])])).toBe(false);
    expect(speaks('ACCEPTED', [])).toBe(false);
    expect(speaks('REVIEW', good)).toBe(false);
    expect(speaks('DECLINED', good)).toBe(false);
  });

  test('an answer in another shape, or with another status, is no result at all', () => {
    for (const unknown of [null, {}, answer('VERIFIED', good), { status: 'ACCEPTED', indicators: 'all' }])
      expect(() => truliooStanding(unknown)).toThrow('in a shape that is not known');
  });
});
