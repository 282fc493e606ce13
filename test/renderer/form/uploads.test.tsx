import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FormRefusal } from '#contract/identity-form';
import { createUploads } from '../../../src/renderer/form/uploads';

const picture = () => new Blob(['picture'], { type: 'image/jpeg' });
const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const refused = (code: FormRefusal) => answer(400, { ok: false, code, message: '' });

let answers: (Response | 'no connection' | Promise<Response>)[];
let asked: string[];
const send: typeof fetch = async (input, init) => {
  asked.push(`${init?.method} ${input as string}`);
  const next = answers.shift() ?? answer(200, { ok: true });
  if (next === 'no connection') throw new TypeError('Failed to fetch');
  return await next;
};

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  asked = [];
  let urls = 0;
  URL.createObjectURL = () => `blob:${(urls += 1)}`;
  URL.revokeObjectURL = () => undefined;
});
afterEach(() => {
  vi.useRealTimers();
});

const create = () => {
  const endsSeen: FormRefusal[] = [];
  return {
    uploads: createUploads({
      base: '/v/t',
      fetch: send,
      onEnd: (code) => {
        endsSeen.push(code);
      },
    }),
    endsSeen,
  };
};

describe('pictures on their way', () => {
  test('each is sent as soon as it is there', async () => {
    const { uploads } = create();
    uploads.take('front', picture());
    expect(uploads.view().front?.status).toBe('sending');
    await vi.advanceTimersByTimeAsync(0);
    expect(uploads.view().front).toEqual({ status: 'sent', url: 'blob:1' });
    expect(asked).toEqual(['PUT /v/t/pictures/front']);
  });

  test('a dropped connection keeps the picture and sends it again until it arrives', async () => {
    const { uploads } = create();
    answers = ['no connection', 'no connection', refused('busy')];
    uploads.take('front', picture());
    await vi.advanceTimersByTimeAsync(0);
    expect(uploads.view().front).toEqual({ status: 'waiting', url: 'blob:1' });
    await vi.advanceTimersByTimeAsync(1000 + 2000 + 4000);
    expect(uploads.view().front?.status).toBe('sent');
    expect(asked).toHaveLength(4);
  });

  test('when the connection is back it does not wait for its turn', async () => {
    const { uploads } = create();
    answers = ['no connection'];
    uploads.take('front', picture());
    await vi.advanceTimersByTimeAsync(0);
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(uploads.view().front?.status).toBe('sent');
  });

  test("an answer that is not the server's own is no verdict on the picture", async () => {
    const { uploads } = create();
    answers = [new Response('<html>Bad gateway</html>', { status: 502 })];
    uploads.take('front', picture());
    await vi.advanceTimersByTimeAsync(0);
    expect(uploads.view().front?.status).toBe('waiting');
  });

  test('a refused picture says why and is not sent again', async () => {
    const { uploads, endsSeen } = create();
    answers = [refused('too-small')];
    uploads.take('front', picture());
    await vi.advanceTimersByTimeAsync(60_000);
    expect(uploads.view().front).toMatchObject({ status: 'refused', code: 'too-small' });
    expect(asked).toHaveLength(1);
    expect(endsSeen).toEqual([]);
  });

  test('the end of the link is told', async () => {
    const { uploads, endsSeen } = create();
    answers = [refused('expired')];
    uploads.take('front', picture());
    await vi.advanceTimersByTimeAsync(0);
    expect(endsSeen).toEqual(['expired']);
  });

  test('a picture that is taken again replaces one that is still on its way', async () => {
    const { uploads } = create();
    let release: (response: Response) => void = () => undefined;
    answers = [
      new Promise<Response>((resolve) => {
        release = resolve;
      }),
    ];
    uploads.take('front', picture());
    uploads.take('front', picture());
    release(refused('damaged'));
    await vi.advanceTimersByTimeAsync(0);
    expect(uploads.view().front).toEqual({ status: 'sent', url: 'blob:2' });
  });

  test('what the server has already is known, and can be taken back', async () => {
    const { uploads } = create();
    uploads.adopt(['front', 'selfie']);
    expect(uploads.view()).toEqual({ front: { status: 'sent', url: null }, selfie: { status: 'sent', url: null } });
    await uploads.drop(['front', 'back']);
    expect(uploads.view()).toEqual({ selfie: { status: 'sent', url: null } });
    expect(asked).toEqual(['DELETE /v/t/pictures/front']);
  });
});
