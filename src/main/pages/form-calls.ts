/** The routes of the identity form: its page, what is there already, pictures in, and the one submission. */
import { z } from 'zod';
import { slotsFor, termsVersion, type FormRefusal, type FormState } from '#contract/identity-form';
import { documentKinds, pictureSlots, type PictureSlot } from '#domain/case/events';
import type { LinkStanding, SubmissionFault } from './desk-port';
import { readBody, type Answer } from './exchange';
import { deadAnswer, wrongMethod, type Call, type PagesContext } from './call';
import { inspectPicture } from './inspect-picture';

const submissionSchema = z.strictObject({
  submissionId: z.uuid(),
  termsVersion: z.string().max(40),
  language: z.enum(['en', 'fr']),
  country: z.string().regex(/^[A-Z]{2}$/),
  documentKind: z.enum(documentKinds),
  capture: z.enum(['automatic', 'manual']),
});
const submissionBytes = 16 * 1024;

const refusals: Readonly<Record<FormRefusal, { readonly status: number; readonly message: string }>> = {
  used: { status: 410, message: 'This link has been used.' },
  expired: { status: 410, message: 'This link has ended.' },
  replaced: { status: 410, message: 'There is a newer link.' },
  stopped: { status: 410, message: 'This link is out of use.' },
  unknown: { status: 404, message: 'This link does not lead anywhere.' },
  'refused-too-often': { status: 410, message: 'Too many submissions were refused (R11).' },
  'too-many': { status: 429, message: 'Too many requests. Wait a minute.' },
  busy: { status: 503, message: 'Too many pictures are arriving at once. Try again in a moment.' },
  unavailable: { status: 503, message: 'Try again in a few minutes.' },
  'too-large': { status: 413, message: 'picture: at most 10 MB.' },
  empty: { status: 422, message: 'picture: it is empty.' },
  'not-a-picture': { status: 415, message: 'picture: only JPEG, PNG or WebP, by its content.' },
  heic: {
    status: 415,
    message: "picture: HEIC can't be read here. Take it with the form's camera, or save it as JPEG.",
  },
  damaged: { status: 422, message: 'picture: it is damaged or did not arrive whole.' },
  'too-small': { status: 422, message: 'picture: at least 400 pixels on the shorter side.' },
  'too-big-sides': { status: 422, message: 'picture: at most 12,000 pixels a side.' },
  terms: { status: 409, message: 'termsVersion: these are not the terms that are in force. Load the page again.' },
  incomplete: { status: 422, message: 'pictures: one is missing.' },
  malformed: { status: 400, message: 'The submission does not have the form that is expected.' },
};

const json = (status: number, value: object): Answer => ({
  status,
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});
const refuse = (code: FormRefusal, more: object = {}): Answer =>
  json(refusals[code].status, { ok: false, code, message: refusals[code].message, ...more });

const isTooOften = (context: PagesContext, link: LinkStanding) =>
  link.state === 'open' && link.submissionsRefused >= context.limits.submissionsRefused;
const whyClosed = (
  context: PagesContext,
  link: LinkStanding,
): 'used' | 'expired' | 'replaced' | 'stopped' | 'unknown' | 'refused-too-often' | null =>
  link.state !== 'open' ? link.state : isTooOften(context, link) ? 'refused-too-often' : null;

const showForm = async (context: PagesContext, call: Call): Promise<Answer> => {
  const link = await context.desk.lookLink(call.tokenHash);
  const closed = whyClosed(context, link);
  if (closed || link.state !== 'open') return deadAnswer(closed ?? 'unknown', call.language, context.companyName);
  const page = await context.assets.page();
  if (page === null) return deadAnswer('no-form', call.language, context.companyName);
  return {
    status: 200,
    contentType: 'text/html; charset=utf-8',
    body: page.replace('<html lang="en"', `<html lang="${link.language}"`),
    policy: 'form',
  };
};

const showState = async (context: PagesContext, call: Call): Promise<Answer> => {
  const link = await context.desk.lookLink(call.tokenHash);
  const closed = whyClosed(context, link);
  if (closed || link.state !== 'open') return refuse(closed ?? 'unknown');
  const pictures = (await context.evidence.list(link.checkId)).map(({ slot, at }) => ({ slot, at }));
  return json(200, {
    companyName: context.companyName,
    language: link.language,
    expiresAt: link.expiresAt,
    timeZone: link.timeZone,
    pictures,
  } satisfies FormState);
};

const opened = async (context: PagesContext, call: Call): Promise<Answer> => {
  const link = await context.desk.lookLink(call.tokenHash);
  if (link.state !== 'open') return refuse(link.state);
  const agent = call.request.headers['user-agent'] ?? '';
  await context.desk.linkOpened(
    call.tokenHash,
    /Mobi|Android|iPhone|iPad/i.test(agent)
      ? 'phone'
      : /Windows|Macintosh|X11|Linux|CrOS/i.test(agent)
        ? 'computer'
        : 'other',
  );
  return json(200, { ok: true });
};

const takePicture = async (context: PagesContext, call: Call, slot: PictureSlot): Promise<Answer> => {
  const look = async () => {
    const link = await context.desk.lookLink(call.tokenHash);
    return { link, closed: whyClosed(context, link) };
  };
  const before = await look();
  if (before.closed) return refuse(before.closed);
  const { uploads, limits } = context;
  if (
    uploads.length >= limits.uploadsAtOnce ||
    uploads.filter((hash) => hash === call.tokenHash).length >= limits.uploadsAtOncePerToken
  )
    return { ...refuse('busy'), headers: { 'Retry-After': '3' } };
  uploads.push(call.tokenHash);
  try {
    const body = await readBody(call.request, limits.pictureBytes, limits.bodyMs);
    if (body === 'too-large') return refuse('too-large');
    if (body === 'cut-off') return refuse('damaged');
    const picture = inspectPicture(body);
    if (!picture.ok) return refuse(picture.code);
    // Again after the body: the link may have been used or have ended while the picture came in.
    return await context.alone(call.tokenHash, async () => {
      const { link, closed } = await look();
      if (closed || link.state !== 'open') return refuse(closed ?? 'unknown');
      const kept = await context.evidence.put(link.checkId, slot, picture.contentType, body);
      return kept ? json(200, { ok: true, slot, at: kept.at }) : refuse('expired');
    });
  } finally {
    uploads.splice(uploads.indexOf(call.tokenHash), 1);
  }
};

const removePicture = async (context: PagesContext, call: Call, slot: PictureSlot): Promise<Answer> =>
  await context.alone(call.tokenHash, async () => {
    const link = await context.desk.lookLink(call.tokenHash);
    if (link.state !== 'open') return refuse(link.state);
    await context.evidence.remove(link.checkId, slot);
    return json(200, { ok: true });
  });

const parse = (body: Buffer): z.infer<typeof submissionSchema> | null => {
  try {
    const parsed = submissionSchema.safeParse(JSON.parse(body.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};

const submit = async (context: PagesContext, call: Call): Promise<Answer> => {
  const { desk } = context;
  const body = await readBody(call.request, submissionBytes, context.limits.bodyMs);
  // What did not arrive whole was not a submission: it can be repeated and doesn't count.
  if (body === 'cut-off') return refuse('malformed');
  const form = body === 'too-large' ? null : parse(body);
  return await context.alone(call.tokenHash, async () => {
    const link = await desk.lookLink(call.tokenHash);
    if (link.state === 'used' && form && link.submissionId === form.submissionId) return json(200, { ok: true });
    const closed = whyClosed(context, link);
    if (closed || link.state !== 'open') return refuse(closed ?? 'unknown');
    const count = async (fault: SubmissionFault, more: object = {}) => {
      await desk.submissionRefused(call.tokenHash, fault);
      return refuse(fault, more);
    };
    if (form === null) return await count('malformed');
    if (form.termsVersion !== termsVersion) return await count('terms');
    const there = await context.evidence.list(link.checkId);
    const slots = slotsFor(form.documentKind);
    const pictures = slots.flatMap((slot) => there.find((picture) => picture.slot === slot) ?? []);
    if (pictures.length < slots.length)
      return await count('incomplete', {
        missing: slots.filter((slot) => !there.some((picture) => picture.slot === slot)),
      });
    const outcome = await desk.submit(call.tokenHash, {
      ...form,
      pictures: pictures.map(({ slot, evidenceId, sha256, bytes, contentType }) => ({
        slot,
        evidenceId,
        sha256,
        bytes,
        contentType,
      })),
    });
    return outcome === 'accepted' ? json(200, { ok: true }) : refuse(outcome);
  });
};

/** Everything under `/v/<token>`. */
export const answerForm = async (context: PagesContext, call: Call): Promise<Answer> => {
  const [what, which, tooMuch] = call.rest;
  const { method } = call.request;
  if (what === undefined) return call.isRead ? await showForm(context, call) : wrongMethod('GET, HEAD');
  if (which === undefined && what === 'state')
    return call.isRead ? await showState(context, call) : wrongMethod('GET, HEAD');
  if (which === undefined && what === 'opened')
    return method === 'POST' ? await opened(context, call) : wrongMethod('POST');
  if (which === undefined && what === 'submit')
    return method === 'POST' ? await submit(context, call) : wrongMethod('POST');
  const slot = pictureSlots.find((one) => one === which);
  if (what === 'pictures' && slot && tooMuch === undefined) {
    if (method === 'PUT') return await takePicture(context, call, slot);
    return method === 'DELETE' ? await removePicture(context, call, slot) : wrongMethod('PUT, DELETE');
  }
  return deadAnswer('unknown', call.language, context.companyName);
};
