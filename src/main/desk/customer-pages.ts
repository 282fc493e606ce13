/** What a practice desk's customers open, and the messages that lead them there. */
import { fieldWords } from '#contract/words/mail-findings';
import { guidanceUrl } from '#domain/guidance/guidance-url';
import type { CasesDeps } from '#main/cases/change-case';
import { caseMailContent } from '#main/cases/case-mail';
import type { MailFacts } from '#main/cases/case-mail';
import type { ComposeDeps } from '#main/cases/compose-handlers';
import { createPagesDesk } from '#main/cases/pages-desk';
import type { ChecksPort } from '#main/checks/checks-port';
import type { SendMailDeps } from '#main/effects/send-mail';
import { composeMail } from '#main/mail/compose-mail';
import { mailMessageId } from '#main/mail/message-id';
import { replyAddress, replyStandIn } from '#main/mail/reply-address';
import { createAssets } from '#main/pages/assets';
import { createPages } from '#main/pages/handler';
import type { PagesOptions } from '#main/pages/call';
import { serveLoopback } from '#main/pages/serve-loopback';
import type { LoopbackPages } from '#main/pages/serve-loopback';
import { OutsideError } from '#main/ports';
import { senderOf } from './back-ends';
import type { Ground } from './ground';

const mailDomain = 'lumen-practice.example';
/** Shown in a preview until something is typed. */
const noSubject = { en: '(no subject yet)', fr: '(pas encore d’objet)' } as const;

/** Serves the pages on loopback; on another port than the last one's where that is taken. */
export const serveCustomerPages = async (
  deps: Pick<PagesOptions, 'guidance' | 'evidence' | 'clock' | 'companyName'> & {
    readonly cases: CasesDeps;
    readonly checks: Pick<ChecksPort, 'id'>;
    readonly rendererFolder: string;
    readonly onFault: (where: string, error: unknown) => void;
    readonly port: number;
  },
): Promise<LoopbackPages> => {
  const handler = createPages({
    desk: createPagesDesk({ cases: deps.cases, checks: deps.checks }),
    guidance: deps.guidance,
    evidence: deps.evidence,
    clock: deps.clock,
    assets: createAssets(deps.rendererFolder),
    companyName: deps.companyName,
    onError: (error) => deps.onFault('pages', error),
  });
  return await serveLoopback(handler, deps.port).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return serveLoopback(handler, 0);
  });
};

type MailGround = Pick<Ground, 'vault' | 'brand' | 'pages' | 'backEnds' | 'nameOf' | 'now'>;

const mailFacts = ({ vault, brand, pages, backEnds, nameOf, now }: MailGround): MailFacts => ({
  brand,
  pagesOrigin: pages?.origin ?? '',
  signInUrl: backEnds.sample?.identityUrl ?? null,
  token: (kind, id) => vault.linkToken(kind, id, 1).token,
  attestationDigits: (mailId) => vault.attestation.digits(mailId),
  nameOf,
  now,
  guidanceUrl: (language) => (pages === null ? null : guidanceUrl(pages.origin, language)),
});

/** Where a link in a mail may lead, by host. */
export const ownHosts = ({ pages }: Pick<Ground, 'pages'>): readonly string[] => [
  mailDomain,
  ...(pages === null ? [] : [new URL(pages.origin).hostname]),
];

/** A message before it leaves. No token is made for it: staff see stand-ins. */
export const previewCaseMail =
  (ground: MailGround & Pick<Ground, 'file'>): ComposeDeps['preview'] =>
  async (state, mail) => {
    const facts = mailFacts(ground);
    const own = mail.own?.subject?.trim() === '' ? { ...mail.own, subject: noSubject[mail.language] } : mail.own;
    const made = caseMailContent(
      state,
      { ...mail, own },
      {
        ...facts,
        pagesOrigin: facts.pagesOrigin === '' ? 'https://link.invalid' : facts.pagesOrigin,
        token: () => 'preview',
        attestationDigits: () => '00000000',
        showMissing: (field) => `[${fieldWords[field]}]`,
      },
    );
    if (made === null) return null;
    // With the first preview, as with the first mail: no start waits for it.
    const { previewMail } = await import('#main/mail/preview-mail');
    return await previewMail(made.content, {
      to: made.to,
      replyTo: replyAddress(senderOf(ground.file.company).address, { number: state.number, token: replyStandIn }),
      isAutomatic: mail.by === null,
      from: senderOf(ground.file.company),
      messageId: mailMessageId({ effectId: 'preview', firstAttemptAt: ground.now(), domain: mailDomain }),
    });
  };

/** Writes a case's message out, with its links: only now, so that a mail that waits holds none. */
export const composeCaseMail =
  (ground: MailGround & Pick<Ground, 'file'>): SendMailDeps['compose'] =>
  async (state, mail) => {
    const made = caseMailContent(state, mail, mailFacts(ground));
    if (made === null) throw new OutsideError('mail', 'refused', 'The address was erased.');
    const firstAttemptAt = new Date(state.links.find((link) => link.mailId === mail.mailId)?.askedAt ?? mail.askedAt);
    return composeMail(made.content, {
      to: made.to,
      replyTo: replyAddress(senderOf(ground.file.company).address, {
        number: state.number,
        token: ground.vault.replyToken(state.caseId),
      }),
      isAutomatic: mail.by === null,
      messageId: mailMessageId({
        effectId: `mail:${mail.mailId}:${mail.rounds}`,
        firstAttemptAt,
        domain: mailDomain,
      }),
    });
  };
