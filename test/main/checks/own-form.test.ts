import { expect, test } from 'vitest';
import { createOwnForm, hasProviderResult, ownFormResult } from '#main/checks/own-form';

test('our own form has nobody behind it: each row is without a result, so people decide', async () => {
  const check = createOwnForm();
  expect(check.hasProvider).toBe(false);
  expect(await check.begin({ checkId: 'c', language: 'en', expiresAt: '2026-11-13T00:00:00Z' })).toEqual({ form: 'own' });
  expect(await check.ask({ checkId: 'c', submitted: null })).toEqual({ status: 'waiting' });
  expect(await check.ask({ checkId: 'c', submitted: [] })).toEqual({ status: 'answered', result: { provider: 'Own form', reference: null, rows: { document: 'no-result', name: 'no-result', face: 'no-result', liveness: 'no-result' } } });
  expect(hasProviderResult(ownFormResult().rows)).toBe(false);
  expect(hasProviderResult({ ...ownFormResult().rows, face: 'review' })).toBe(true);
});
