import { describe, expect, it } from 'vitest';
import { takeEvent } from '../../../src/renderer/app/live';
import { makeQueryClient } from '../../../src/renderer/app/queries';

const filled = () => {
  const client = makeQueryClient();
  for (const key of [
    ['queue.page', { view: 'mine', search: '' }],
    ['queue.counts', {}],
    ['cases.get', { caseId: 'a' }],
    ['cases.get', { caseId: 'b' }],
    ['mail.list', { state: 'all' }],
    ['desk.state', {}],
  ])
    client.setQueryData(key, 'read before');
  const isStale = (...key: unknown[]): boolean => client.getQueryState(key)?.isInvalidated ?? true;
  return { client, isStale };
};

describe('what main tells unasked', () => {
  it('makes the answers of a topic stale, and no others', async () => {
    const { client, isStale } = filled();
    await takeEvent(client, { type: 'changed', topics: ['queue', 'case:a'] });
    expect(isStale('queue.page', { view: 'mine', search: '' })).toBe(true);
    expect(isStale('queue.counts', {})).toBe(true);
    expect(isStale('cases.get', { caseId: 'a' })).toBe(true);
    expect(isStale('cases.get', { caseId: 'b' })).toBe(false);
    expect(isStale('mail.list', { state: 'all' })).toBe(false);
  });

  it('makes every answer stale where nobody knows what was missed', async () => {
    const { client, isStale } = filled();
    await takeEvent(client, { type: 'changed', topics: ['all'] });
    expect(isStale('cases.get', { caseId: 'b' })).toBe(true);
    expect(isStale('mail.list', { state: 'all' })).toBe(true);
  });

  it('keeps nothing of one person for the next', async () => {
    for (const reason of ['signed-in', 'locked', 'signed-out'] as const) {
      const { client } = filled();
      await takeEvent(client, { type: 'session', reason });
      expect(client.getQueryData(['cases.get', { caseId: 'a' }])).toBeUndefined();
      expect(client.getQueryData(['queue.page', { view: 'mine', search: '' }])).toBeUndefined();
      expect(client.getQueryData(['desk.state', {}])).toBe('read before');
    }
  });

  it('leaves what it does not know alone', async () => {
    const { client, isStale } = filled();
    await takeEvent(client, { type: 'run', code: 'x' });
    await takeEvent(client, null);
    expect(isStale('queue.counts', {})).toBe(false);
  });
});
