import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { termsVersion, type FormRefusal, type FormState, type FormSubmission } from '#contract/identity-form';
import type { PictureSlot } from '#domain/case/events';
import { Start } from '../../../src/renderer/form/Start';

/** The pages' side of a link, with the faults that a phone meets. */
const createServer = () => {
  const server = {
    state: {
      companyName: 'Lumen Practice',
      language: 'en',
      expiresAt: '2026-11-13T18:25:00Z',
      timeZone: 'America/Toronto',
    } as Omit<FormState, 'pictures'>,
    standing: 'open' as 'open' | FormRefusal,
    pictures: new Map<PictureSlot, string>(),
    submissions: [] as FormSubmission[],
    isOffline: false,
    losesAnswers: 0,
    opened: 0,
    refuse: null as FormRefusal | null,
  };
  const reply = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
  const refuse = (code: FormRefusal) => reply(400, { ok: false, code, message: '' });
  const fetchIt: typeof fetch = async (input, init) => {
    if (server.isOffline) throw new TypeError('Failed to fetch');
    const [, , , what, slot] = (input as string).split('/');
    if (what === 'opened') {
      server.opened += 1;
      return reply(200, { ok: true });
    }
    if (what === 'submit') {
      const form = JSON.parse(init?.body as string) as FormSubmission;
      const isRepeat = server.submissions.some((one) => one.submissionId === form.submissionId);
      if (!isRepeat && server.standing !== 'open') return refuse(server.standing);
      if (server.refuse) return refuse(server.refuse);
      if (!isRepeat) {
        server.submissions.push(form);
        server.standing = 'used';
      }
      if (server.losesAnswers > 0) {
        server.losesAnswers -= 1;
        throw new TypeError('Failed to fetch');
      }
      return reply(200, { ok: true });
    }
    if (server.standing !== 'open') return refuse(server.standing);
    if (what === 'state')
      return reply(200, { ...server.state, pictures: [...server.pictures].map(([name, at]) => ({ slot: name, at })) });
    if (init?.method === 'DELETE') server.pictures.delete(slot as PictureSlot);
    else server.pictures.set(slot as PictureSlot, '2026-11-10T18:24:00.000Z');
    return reply(200, { ok: true });
  };
  return { server, fetchIt };
};

let server: ReturnType<typeof createServer>['server'];
const file = () => new File([new Uint8Array(2000)], 'id.jpg', { type: 'image/jpeg' });

beforeEach(() => {
  const made = createServer();
  ({ server } = made);
  vi.stubGlobal('fetch', made.fetchIt);
  vi.stubGlobal('createImageBitmap', async (source: Blob) => {
    if (source.size < 100) throw new DOMException('can not be decoded');
    return { width: 1200, height: 800, close: () => undefined };
  });
  URL.createObjectURL = () => 'blob:picture';
  URL.revokeObjectURL = () => undefined;
  HTMLCanvasElement.prototype.getContext = (() => ({ drawImage: () => undefined })) as never;
  HTMLCanvasElement.prototype.toBlob = (done) => {
    done(new Blob(['drawn anew'], { type: 'image/jpeg' }));
  };
  HTMLDialogElement.prototype.showModal = function show(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close(this: HTMLDialogElement) {
    this.open = false;
  };
  window.history.replaceState(null, '');
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const heading = async (name: RegExp) => await screen.findByRole('heading', { level: 1, name });
const press = async (name: RegExp | string) => {
  await userEvent.click(await screen.findByRole('button', { name }));
};
const choose = async () => {
  await userEvent.upload(screen.getByLabelText('Choose a picture'), file());
};
const toDocument = async () => {
  render(<Start base="/v/token" />);
  await userEvent.click(await screen.findByRole('checkbox'));
  await press('Continue');
};
const toLookOver = async (kind: RegExp = /Passport/) => {
  await toDocument();
  await userEvent.click(screen.getByRole('radio', { name: kind }));
  await press(/rather upload/);
  while (screen.queryByRole('heading', { name: /Upload:/ })) {
    await choose();
    await press('Use this picture');
  }
  await heading(/picture of you/);
  await choose();
  await heading(/good picture/);
  await press('Use this picture');
  await heading(/Look it over/);
};

describe('the way through', () => {
  test('terms, ID, pictures, selfie, look over, submitted once', async () => {
    await toLookOver(/licence/);
    await press('Submit');
    await heading(/Thank you/);
    expect(server.submissions).toHaveLength(1);
    expect(server.submissions[0]).toMatchObject({
      termsVersion,
      language: 'en',
      country: 'CA',
      documentKind: 'driving-licence',
      capture: 'manual',
    });
    expect([...server.pictures.keys()]).toEqual(['front', 'back', 'selfie']);
    expect(server.opened).toBeGreaterThan(0);
  });

  test('nothing goes on without the consent, and the page says there is another way', async () => {
    render(<Start base="/v/token" />);
    await press('Continue');
    expect(screen.getByRole('alert').textContent).toContain('another way');
    await heading(/confirm/);
  });

  test('nothing goes on without a kind of ID', async () => {
    await toDocument();
    await press(/Open the camera/);
    expect(screen.getByRole('alert').textContent).toContain('kind of ID');
  });

  test('the terms open in place, in the language that is chosen', async () => {
    render(<Start base="/v/token" />);
    await press('Français');
    await press('conditions');
    expect(screen.getByText(/détruite avec la décision/)).toBeTruthy();
    expect(document.documentElement.lang).toBe('fr');
  });

  test('Back goes one step and loses nothing', async () => {
    await toLookOver(/licence/);
    await press('Back');
    await heading(/picture of you/);
    await press('Back');
    await heading(/Upload: Back/);
    window.history.forward();
    await heading(/picture of you/);
    expect([...server.pictures.keys()]).toEqual(['front', 'back', 'selfie']);
  });

  test('another kind of ID takes its pictures back and keeps the selfie', async () => {
    await toLookOver(/licence/);
    await press(/Change/);
    await userEvent.click(await screen.findByRole('radio', { name: /Passport/ }));
    await waitFor(() => {
      expect([...server.pictures.keys()]).toEqual(['selfie']);
    });
    await press(/rather upload/);
    await heading(/Upload: Picture page/);
    await choose();
    await press('Use this picture');
    await heading(/Look it over/);
  });

  test('without a camera the page says so and offers an upload', async () => {
    await toDocument();
    await userEvent.click(screen.getByRole('radio', { name: /Passport/ }));
    await press(/Open the camera/);
    expect((await screen.findAllByText(/missing, in use, or not allowed/)).length).toBeGreaterThan(0);
    await press(/Upload a picture instead/);
    await heading(/Upload/);
  });

  test('a file that is no picture is refused with advice, and another one can be chosen', async () => {
    await toDocument();
    await userEvent.click(screen.getByRole('radio', { name: /Passport/ }));
    await press(/rather upload/);
    await userEvent.upload(
      screen.getByLabelText('Choose a picture'),
      new File(['text'], 'photo.jpg', { type: 'image/jpeg' }),
    );
    expect((await screen.findByRole('alert')).textContent).toContain('not a picture');
    await choose();
    expect(await screen.findByRole('button', { name: 'Use this picture' })).toBeTruthy();
  });
});

describe('when the connection drops', () => {
  test('what was taken is kept and sent when it is back', async () => {
    await toDocument();
    await userEvent.click(screen.getByRole('radio', { name: /Passport/ }));
    await press(/rather upload/);
    server.isOffline = true;
    await choose();
    await press('Use this picture');
    await choose();
    await press('Use this picture');
    await heading(/Look it over/);
    expect((await screen.findByRole('alert')).textContent).toContain('kept here');
    server.isOffline = false;
    window.dispatchEvent(new Event('online'));
    await waitFor(() => {
      expect(screen.getAllByText('Sent')).toHaveLength(2);
    });
    expect(new Set(server.pictures.keys())).toEqual(new Set(['front', 'selfie']));
  });

  test('a submission whose answer is lost is sent again, and counts once', async () => {
    server.losesAnswers = 1;
    await toLookOver();
    await press('Submit');
    expect((await screen.findByRole('alert')).textContent).toContain('No connection');
    await screen.findByRole('heading', { name: /Thank you/ }, { timeout: 8000 });
    expect(server.submissions).toHaveLength(1);
  });

  test("the form that can't be loaded tries again", async () => {
    server.isOffline = true;
    render(<Start base="/v/token" />);
    await heading(/No connection/);
    server.isOffline = false;
    await press('Try again');
    await heading(/confirm/);
  });
});

describe('after a reload', () => {
  test('one is where one was, and pictures that were sent count', async () => {
    server.pictures.set('front', '2026-11-10T18:00:00.000Z');
    window.history.replaceState(
      {
        step: 'selfie',
        choices: {
          language: 'en',
          accepted: true,
          country: 'FR',
          kind: 'passport',
          way: 'upload',
          taken: { front: 'upload' },
        },
      },
      '',
    );
    render(<Start base="/v/token" />);
    await heading(/picture of you/);
    await choose();
    await press('Use this picture');
    await heading(/Look it over/);
    expect(screen.getByText('Taken earlier, and kept')).toBeTruthy();
    expect(screen.getByText('France')).toBeTruthy();
  });

  test.each(['used', 'expired', 'replaced', 'unknown', 'refused-too-often'] as const)(
    'a link that is %s says so, and nothing about an account',
    async (standing) => {
      server.standing = standing;
      render(<Start base="/v/token" />);
      await heading(
        {
          used: /sent in/,
          expired: /ended/,
          replaced: /newer/,
          unknown: /lead anywhere/,
          'refused-too-often': /another way/,
        }[standing],
      );
    },
  );

  test('a link that ends while one fills it in says so', async () => {
    await toDocument();
    await userEvent.click(screen.getByRole('radio', { name: /Passport/ }));
    await press(/rather upload/);
    server.standing = 'expired';
    await choose();
    await press('Use this picture');
    await heading(/ended/);
  });
});

test('a refused submission says what to do, and never which check would fail', async () => {
  await toLookOver();
  server.refuse = 'terms';
  await press('Submit');
  expect((await screen.findByRole('alert')).textContent).toContain('terms have changed');
});

test('axe finds nothing on any step, in either language', async () => {
  const check = async () => {
    expect(
      (
        await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } })
      ).violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.html).join()}`),
    ).toEqual([]);
  };
  await toDocument();
  await check();
  await userEvent.click(screen.getByRole('radio', { name: /Passport/ }));
  await press(/rather upload/);
  await check();
  await choose();
  await check();
  await press('Use this picture');
  await check();
  await choose();
  await press('Use this picture');
  await check();
  await press('Français');
  await check();
});

test('the title of a step takes the focus, so that a screen reader says where one is', async () => {
  await toDocument();
  expect(document.activeElement).toBe(await heading(/Which ID/));
});
