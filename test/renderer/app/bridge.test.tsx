import { describe, expect, it } from 'vitest';
import { call, CallFailure } from '../../../src/renderer/app/bridge';
import { makeFakeDesk, refuse } from '../fake-desk';

const over = (bridge: unknown): void =>
  void Object.defineProperty(window, 'desk', { configurable: true, value: bridge });

describe('a call over the bridge', () => {
  it('gives the value', async () => {
    over(makeFakeDesk().bridge);
    expect((await call('queue.counts', {})).allOpen).toBe(17);
  });

  it('throws a refusal with its code, rule, way and field', async () => {
    const desk = makeFakeDesk();
    desk.on('cases.note', () =>
      refuse('reason-missing', 'The note is empty.', { rule: 'R3', way: 'Write something.', field: 'text' }),
    );
    over(desk.bridge);
    await expect(call('cases.note', { caseId: 'case-1', text: 'x' })).rejects.toMatchObject({
      name: 'CallFailure',
      code: 'reason-missing',
      message: 'The note is empty.',
      rule: 'R3',
      way: 'Write something.',
      field: 'text',
    });
  });

  it('names the field of an input that the contract refuses', async () => {
    over(makeFakeDesk().bridge);
    await expect(call('cases.findAccounts', { query: 'a' })).rejects.toMatchObject({
      code: 'bad-input',
      field: 'query',
    });
  });

  it('turns a broken bridge into a failure with a way on', async () => {
    over({ call: () => Promise.reject(new Error('Error invoking remote method: stack')) });
    const failure = await call('desk.state', {}).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CallFailure);
    expect((failure as CallFailure).message).toBe('The desk did not answer.');
  });
});
