/** A desk that keeps state as the real one does, real evidence, and a server on a free port. */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { valuesOf } from '#domain/guidance/values';
import { defaultPolicy } from '#domain/policy/policy';
import { createEvidenceStore } from '#main/evidence/evidence-store';
import { createAssets } from '#main/pages/assets';
import type { LinkStanding, Notice, PagesDesk, Repudiated, Submission } from '#main/pages/desk-port';
import type { FeedbackSaid, GuidanceLook, PagesGuidance } from '#main/pages/guidance-port';
import { createPages, hashToken } from '#main/pages/handler';
import type { PagesLimits } from '#main/pages/limits';
import { serveLoopback } from '#main/pages/serve-loopback';

export const newToken = (): string => randomBytes(32).toString('base64url');

type Link = { standing: LinkStanding; refused: string[]; opened: string[]; submissions: Submission[] };

export const createFakeDesk = () => {
  const links = new Map<string, Link>();
  const notices = new Map<string, { notice: Notice; repudiations: { words?: string }[] }>();
  const asked: string[] = [];
  /** `takesNothing`: it can be asked, and what is sent in is not taken. */
  const faults = { isDown: false, takesNothing: false };
  const desk: PagesDesk = {
    async lookLink(hash) {
      asked.push(hash);
      if (faults.isDown) throw new Error('the store is away');
      const link = links.get(hash);
      if (!link) return { state: 'unknown' };
      return link.standing.state === 'open'
        ? { ...link.standing, submissionsRefused: link.refused.length }
        : link.standing;
    },
    async linkOpened(hash, device) {
      const link = links.get(hash);
      if (link && link.opened.length === 0) link.opened.push(device);
    },
    async submit(hash, submission) {
      if (faults.takesNothing) throw new Error('no due time can be promised');
      const link = links.get(hash);
      if (!link) return 'unknown';
      if (link.standing.state === 'used')
        return link.standing.submissionId === submission.submissionId ? 'accepted' : 'used';
      if (link.standing.state !== 'open') return link.standing.state;
      link.submissions.push(submission);
      link.standing = { state: 'used', submissionId: submission.submissionId };
      return 'accepted';
    },
    async submissionRefused(hash, fault) {
      links.get(hash)?.refused.push(fault);
    },
    async lookNotice(hash) {
      return notices.get(hash)?.notice ?? null;
    },
    async repudiate(hash, more): Promise<Repudiated | null> {
      const entry = notices.get(hash);
      if (!entry) return null;
      entry.repudiations.push(more);
      const whatWasDone = entry.notice.alreadyStopped ? 'already-frozen' : 'frozen';
      entry.notice = { ...entry.notice, alreadyStopped: true };
      return { caseNumber: entry.notice.caseNumber, whatWasDone };
    },
  };
  return {
    desk,
    links,
    notices,
    asked,
    faults,
    addLink(standing: Partial<LinkStanding> & { state: LinkStanding['state'] } = { state: 'open' }) {
      const token = newToken();
      const open = {
        state: 'open',
        checkId: `check-${links.size}`,
        caseKey: 'case-1',
        language: 'en',
        expiresAt: '2026-11-13T18:25:00Z',
        timeZone: 'America/Toronto',
        submissionsRefused: 0,
      } as const;
      const link: Link = {
        standing: standing.state === 'open' ? { ...open, ...standing } : (standing as LinkStanding),
        refused: [],
        opened: [],
        submissions: [],
      };
      links.set(hashToken(token), link);
      return { token, link };
    },
    addNotice(notice: Partial<Notice> = {}) {
      const token = newToken();
      const entry = {
        notice: {
          language: 'en',
          requestedAt: '2026-11-09T17:31:00Z',
          channel: 'phone',
          maskedAccount: 'm•••••e@delisle-roy.example',
          caseNumber: 'RD-2418',
          alreadyStopped: false,
          timeZone: 'America/Toronto',
          ...notice,
        } as Notice,
        repudiations: [] as { words?: string }[],
      };
      notices.set(hashToken(token), entry);
      return { token, entry };
    },
  };
};

/** The guidance of a desk: what it shows, and what was said about it. */
export const createFakeGuidance = () => {
  const said: FeedbackSaid[] = [];
  const fake = {
    look: {
      values: valuesOf(defaultPolicy('practice')),
      support: 'help@lumen.example',
      standing: { state: 'never-approved' },
      approvedAt: null,
      timeZone: 'America/Toronto',
    } as GuidanceLook,
    isDown: false,
    isFull: false,
  };
  const guidance: PagesGuidance = {
    async look() {
      return fake.look;
    },
    async say(words) {
      if (fake.isDown) throw new Error('the store is away');
      if (fake.isFull) return 'too-many';
      said.push(words);
      return 'taken';
    },
  };
  return { guidance, article: fake, said };
};

export const createWorld = async (limits: Partial<PagesLimits> = {}) => {
  const root = await mkdtemp(join(tmpdir(), 'pages-'));
  const time = { now: new Date('2026-11-10T18:24:00Z') };
  const clock = { now: () => time.now };
  const built = join(root, 'renderer');
  await mkdir(join(built, 'form'), { recursive: true });
  await mkdir(join(built, 'assets'));
  await writeFile(
    join(built, 'form', 'index.html'),
    '<!doctype html><html lang="en"><head><script type="module" src="../assets/form-a1.js"></script></head><body><div id="root"></div></body></html>',
  );
  await writeFile(join(built, 'assets', 'form-a1.js'), 'import"./shared-b2.js";');
  await writeFile(join(built, 'assets', 'shared-b2.js'), 'export{}');
  await writeFile(join(built, 'assets', 'index-console.js'), 'the console');
  const evidence = await createEvidenceStore({
    folder: join(root, 'evidence'),
    keysFolder: join(root, 'keys'),
    wrapKey: randomBytes(32),
    clock,
  });
  const fake = createFakeDesk();
  const help = createFakeGuidance();
  const errors: unknown[] = [];
  const handler = createPages({
    desk: fake.desk,
    guidance: help.guidance,
    evidence,
    clock,
    assets: createAssets(built),
    companyName: 'Lumen <Practice>',
    limits,
    onError: (error) => {
      errors.push(error);
    },
  });
  const server = await serveLoopback(handler, 0);
  return {
    ...fake,
    article: help.article,
    said: help.said,
    root,
    time,
    evidence,
    errors,
    server,
    origin: server.origin,
    async close() {
      await server.close();
      await rm(root, { recursive: true, force: true });
    },
  };
};

export type World = Awaited<ReturnType<typeof createWorld>>;
