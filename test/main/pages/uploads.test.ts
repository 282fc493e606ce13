import { randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { inspectPicture } from '#main/pages/inspect-picture';
import { tinyJpeg, tinyPng, tinyWebp } from './pictures';
import { createWorld, type World } from './world';

const mb = 1024 * 1024;

describe('what a picture is', () => {
  test.each([
    ['JPEG', tinyJpeg(800, 600), 'image/jpeg'],
    ['PNG', tinyPng(800, 600), 'image/png'],
    ['WebP', tinyWebp(800, 600), 'image/webp'],
  ] as const)('a %s is known by its content, with its sides', (_, bytes, contentType) => {
    expect(inspectPicture(bytes)).toEqual({ ok: true, contentType, width: 800, height: 600 });
  });

  test.each([
    ['a text', Buffer.from('This is not a picture, whatever its name says.'), 'not-a-picture'],
    ['a PDF', Buffer.from('%PDF-1.7 ...'), 'not-a-picture'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'not-a-picture'],
    ['nothing', Buffer.alloc(0), 'empty'],
    [
      "an iPhone's HEIC",
      Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(40)]),
      'heic',
    ],
    ['a JPEG that was cut short', tinyJpeg(800, 600).subarray(0, 500), 'damaged'],
    ['a JPEG of three bytes', Buffer.from([0xff, 0xd8, 0xff]), 'damaged'],
    ['a PNG that was cut short', tinyPng(800, 600).subarray(0, 40), 'damaged'],
    ['a WebP that was cut short', tinyWebp(800, 600).subarray(0, 20), 'damaged'],
    ['a thumbnail', tinyJpeg(399, 2000), 'too-small'],
    ['a bomb', tinyPng(60_000, 60_000), 'too-big-sides'],
    ['no width', tinyPng(0, 600), 'damaged'],
  ] as const)('%s is refused as what it is', (_, bytes, code) => {
    expect(inspectPicture(bytes)).toEqual({ ok: false, code });
  });

  test('no bytes make it throw', () => {
    const heads = [
      Buffer.from([0xff, 0xd8, 0xff]),
      tinyPng(1, 1).subarray(0, 8),
      Buffer.from('RIFF....WEBPVP8 ', 'latin1'),
      Buffer.from('RIFF....WEBPVP8L', 'latin1'),
      Buffer.alloc(0),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 80 }), (head, rest) => {
        inspectPicture(Buffer.concat([head, rest]));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('taking a picture in', () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld({ uploadsAtOnce: 1 });
  });
  afterEach(async () => {
    await world.close();
  });

  const put = async (token: string, slot: string, body: Buffer, headers: Record<string, string> = {}) =>
    await fetch(`${world.origin}/v/${token}/pictures/${slot}`, { method: 'PUT', body: new Uint8Array(body), headers });
  const sealedFiles = async () =>
    (await readdir(join(world.root, 'evidence'), { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    );

  test('what comes in rests sealed, is listed, and opens to the same bytes', async () => {
    const { token } = world.addLink();
    const picture = tinyJpeg(800, 600, 40_000);
    expect(await (await put(token, 'front', picture)).json()).toMatchObject({ ok: true, slot: 'front' });
    const [kept] = await world.evidence.list('check-0');
    expect((await world.evidence.read('check-0', kept!.evidenceId))?.bytes.equals(picture)).toBe(true);
    for (const file of await sealedFiles())
      expect((await readFile(join(file.parentPath, file.name))).includes(picture.subarray(2000, 2032))).toBe(false);
  });

  test('the declared type and the name count for nothing', async () => {
    const { token } = world.addLink();
    const answer = await put(token, 'front', Buffer.from('text named photo.jpg'), {
      'Content-Type': 'image/jpeg',
      'Content-Disposition': 'attachment; filename="photo.jpg"',
    });
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ ok: false, code: 'not-a-picture' });
    expect(await sealedFiles()).toEqual([]);
  });

  test('a picture of exactly 10 MB is taken, one byte more is not', async () => {
    const { token } = world.addLink();
    const skeleton = tinyJpeg(800, 600, 0).length;
    expect((await put(token, 'front', tinyJpeg(800, 600, 10 * mb - skeleton))).status).toBe(200);
    expect((await put(token, 'back', tinyJpeg(800, 600, 10 * mb - skeleton + 1))).status).toBe(413);
  });

  test.each([
    ['says its length', true],
    ['hides its length', false],
  ])('an upload of 40 MB that %s is answered clearly, keeps nothing, and the next one works', async (_, saysLength) => {
    const { token } = world.addLink();
    const answer = await new Promise<{ status: number | undefined; body: string; connection: string | undefined }>(
      (resolve, reject) => {
        const sending = request(
          `${world.origin}/v/${token}/pictures/front`,
          { method: 'PUT', headers: saysLength ? { 'Content-Length': 40 * mb } : {} },
          (response) => {
            const parts: Buffer[] = [];
            response
              .on('data', (part: Buffer) => parts.push(part))
              .on('end', () => {
                resolve({
                  status: response.statusCode,
                  body: Buffer.concat(parts).toString(),
                  connection: response.headers.connection,
                });
              })
              .on('error', reject);
          },
        );
        sending.on('error', reject);
        const part = randomBytes(mb);
        let left = 40;
        const more = () => {
          while (left > 0) {
            left -= 1;
            if (!sending.write(part)) {
              sending.once('drain', more);
              return;
            }
          }
          sending.end();
        };
        more();
      },
    );
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, code: 'too-large' });
    expect(answer.connection).toBe('close');
    expect(await sealedFiles()).toEqual([]);
    expect((await put(token, 'front', tinyJpeg(800, 600))).status).toBe(200);
  });

  test('an upload that breaks off leaves nothing half, keeps what was there, and can be repeated', async () => {
    const { token } = world.addLink();
    expect((await put(token, 'front', tinyJpeg(800, 600))).status).toBe(200);
    const [before] = await world.evidence.list('check-0');
    await new Promise<void>((resolve) => {
      const socket = connect(world.server.port, '127.0.0.1', () => {
        socket.write(
          `PUT /v/${token}/pictures/front HTTP/1.1\r\nHost: 127.0.0.1:${world.server.port}\r\nContent-Length: 500000\r\n\r\n`,
        );
        socket.write(tinyJpeg(900, 700).subarray(0, 300), () => {
          socket.destroy();
        });
      });
      socket.on('close', () => {
        resolve();
      });
    });
    // The place for one upload at once is free again as soon as the server has noticed.
    let again = await put(token, 'back', tinyJpeg(800, 600));
    while (again.status === 503) again = await put(token, 'back', tinyJpeg(800, 600));
    expect(again.status).toBe(200);
    expect(
      (await world.evidence.list('check-0')).map((picture) => [
        picture.slot,
        picture.evidenceId === before!.evidenceId,
      ]),
    ).toEqual([
      ['front', true],
      ['back', false],
    ]);
    expect((await sealedFiles()).every((file) => file.name.endsWith('.sealed'))).toBe(true);
  });

  test('a picture that arrives after the link was used is not kept', async () => {
    const { token, link } = world.addLink();
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const sending = request(`${world.origin}/v/${token}/pictures/front`, { method: 'PUT' }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sending.on('error', reject);
      const picture = tinyJpeg(800, 600);
      sending.write(picture.subarray(0, 100), () => {
        link.standing = { state: 'used', submissionId: crypto.randomUUID() };
        sending.end(picture.subarray(100));
      });
    });
    expect(answer).toBe(410);
    expect(await sealedFiles()).toEqual([]);
  });

  test("uploads that never end through one link don't keep others out", async () => {
    await world.close();
    world = await createWorld({ uploadsAtOnce: 4, uploadsAtOncePerToken: 2 });
    const { token } = world.addLink();
    const { token: other } = world.addLink();
    const hanging = await Promise.all(
      [1, 2].map(
        async () =>
          await new Promise<ReturnType<typeof connect>>((resolve) => {
            const socket = connect(world.server.port, '127.0.0.1', () => {
              socket.write(
                `PUT /v/${token}/pictures/front HTTP/1.1\r\nHost: 127.0.0.1:${world.server.port}\r\nContent-Length: 500000\r\n\r\nabc`,
                () => {
                  resolve(socket);
                },
              );
            });
          }),
      ),
    );
    let mine = await put(token, 'back', tinyJpeg(800, 600));
    while (mine.status !== 503) mine = await put(token, 'back', tinyJpeg(800, 600));
    expect(await mine.json()).toMatchObject({ code: 'busy' });
    expect((await put(other, 'front', tinyJpeg(800, 600))).status).toBe(200);
    for (const socket of hanging) socket.destroy();
  });

  test('a picture can be taken back, and a strange slot is nowhere', async () => {
    const { token } = world.addLink();
    await put(token, 'front', tinyJpeg(800, 600));
    await fetch(`${world.origin}/v/${token}/pictures/front`, { method: 'DELETE' });
    expect(await world.evidence.list('check-0')).toEqual([]);
    for (const slot of ['third', '..', 'front/x', '__proto__'])
      expect((await put(token, slot, tinyJpeg(800, 600))).status).toBe(404);
  });

  test("pictures that were destroyed don't come back", async () => {
    const { token } = world.addLink();
    await put(token, 'front', tinyJpeg(800, 600));
    await world.evidence.destroy('check-0');
    expect((await put(token, 'front', tinyJpeg(800, 600))).status).toBe(410);
  });
});
