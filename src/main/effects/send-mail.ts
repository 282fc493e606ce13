/** Sends one message of a case: token and QR code are made now, only hashes stay (R4, R5, R6). */
import { textOf } from '#domain/json';
import type { Found } from '#domain/case/events';
import { mailedAddressRefusal } from '#domain/case/may-link';
import { currentLink } from '#domain/case/state';
import type { Accounts } from '#main/accounts/account-systems';
import { readAnew } from '#main/cases/read-anew';
import { MailInputError } from '#domain/mail/mail-input-error';
import type { CaseMail, CaseState } from '#domain/case/state';
import { changeCase, loadForDeed } from '#main/cases/change-case';
import type { CasesDeps, ChangeRequest, LoadedCase } from '#main/cases/change-case';
import { CallFailure } from '#main/ipc/failure';
import { messageKept } from '#main/cases/messages';
import type { ComposedMail, MailPort, MailResult } from '#main/ports';
import { OutsideError } from '#main/ports';
import type { Effect } from '#main/store/log/event-log';
import type { Deed, DeedOutcome } from './runner';
import { factOf } from './runner';

export type SendMailDeps = {
  readonly cases: CasesDeps;
  readonly accounts: Accounts;
  readonly mail: MailPort;
  /**
   * Makes the true bytes' source (subject, bodies and the QR code) and what is kept of them. Gets the state with the
   * link's end fixed.
   */
  readonly compose: (state: CaseState, mail: CaseMail) => Promise<ComposedMail>;
  readonly onExchange: (ok: boolean) => void;
  readonly onFault: (where: string, error: unknown) => void;
};

const desk = { kind: 'desk' } as const;
/** After so many attempts (about half an hour) a person has to look at it. */
const mostAttempts = 10;
const startsLink = (mail: CaseMail): boolean => mail.template === 'recovery-link' || mail.template === 'ask-again';
const carriesLink = (mail: CaseMail): boolean => startsLink(mail) || mail.template === 'link-reminder';

/** R8: a disable that waited for a notice alone goes on with it. One that is at work, or was woken already, is let be. */
const wakeDisable = async ({ log, clock }: CasesDeps, { disable }: CaseState): Promise<void> => {
  const at = clock.now().toISOString();
  if (disable === null || disable.begunAt !== null || disable.dueAt > at) return;
  const [effect] = await log.effectsOf({ ids: [disable.effectId], states: ['waiting'], limit: 1 });
  if (effect === undefined || effect.dueAt <= at) return;
  const { effectId, fence } = effect;
  // A fence that moved meanwhile refuses this: somebody looks already.
  await log.append({ streams: [], settles: [{ effectId, fence, state: 'waiting', dueAt: at }], at });
};

/** The deed `send-mail`. */
export const sendMailDeed =
  (deps: SendMailDeps): Deed =>
  async (effect: Effect): Promise<DeedOutcome> => {
    const caseId = textOf(effect.payload['caseId']);
    const mailId = textOf(effect.payload['mailId']);
    /** As it was read for this message: what became of it is written against that, and read again where it moved. */
    let known: LoadedCase | null = null;
    const change = (
      command: ChangeRequest['command'],
      settle?: 'done' | 'failed' | 'cancelled',
      why?: Found,
      beside?: ChangeRequest['beside'],
    ) =>
      changeCase(deps.cases, {
        ...(known !== null && { loaded: known }),
        caseId,
        command,
        actor: desk,
        intentId: `${effect.effectId}:${command.kind}`,
        ...(beside === undefined ? {} : { beside }),
        ...(settle === undefined
          ? {}
          : {
              settles: [
                {
                  effectId: effect.effectId,
                  fence: effect.fence,
                  state: settle,
                  ...(why === undefined ? {} : { lastError: why }),
                },
              ],
            }),
      });

    const fail = async (why: Found): Promise<DeedOutcome> => {
      await change({ kind: 'mail-failed', mailId, why }, 'failed', why);
      return { outcome: 'settled' };
    };

    /** Nobody would be helped by it any more. */
    const drop = async (why: Found): Promise<DeedOutcome> => {
      await change({ kind: 'cancel-mail', mailId, why }, 'cancelled', why);
      return { outcome: 'settled' };
    };

    const loaded = await loadForDeed(deps.cases.log, caseId);
    known = loaded;
    const mail = loaded?.state.mails.find((candidate) => candidate.mailId === mailId);
    if (loaded === null || mail === undefined) return { outcome: 'cancelled', why: { code: 'mail-gone' } };
    if (mail.state !== 'waiting') return { outcome: 'cancelled', why: { code: 'mail-settled' } };
    let { state } = loaded;
    if ((mail.template === 'approval-notice' || mail.template === 'cooling-off-changed') && state.disable === null)
      return await drop({ code: 'approval-gone' });
    if (mail.template === 'attestation-request') {
      const { fallback } = state;
      const asked = fallback?.attestation;
      if (
        fallback?.stage !== 'preparing' ||
        asked?.mailId !== mailId ||
        asked.expiresAt <= deps.cases.clock.now().toISOString() ||
        state.frozen !== null
      )
        return await drop({ code: 'code-not-awaited' });
    }
    if (mail.template === 'link-reminder') {
      const link = currentLink(state);
      if (
        link === null ||
        link.checkId !== mail.checkId ||
        state.frozen !== null ||
        state.status !== 'awaiting-customer' ||
        link.expiresAt === null ||
        link.expiresAt <= deps.cases.clock.now().toISOString()
      )
        return await drop({ code: 'link-not-awaited' });
    }
    if (startsLink(mail)) {
      const link = state.links.find((candidate) => candidate.mailId === mailId);
      if (link === undefined || link.state === 'replaced' || link !== currentLink(state))
        return await drop({ code: 'link-replaced' });
      // Failed, not cancelled: once a lead has lifted the freeze, somebody can send it again.
      if (state.frozen !== null && state.status === 'awaiting-customer')
        return await fail({ code: 'stopped-before-sent' });
      if (state.status !== 'awaiting-customer') return await drop({ code: 'stopped-before-sent' });
      if (
        link.state === 'expired' ||
        (link.expiresAt !== null && link.expiresAt <= deps.cases.clock.now().toISOString())
      ) {
        return await fail({ code: 'link-ended' });
      }
    }
    if (carriesLink(mail)) {
      // R5: asked of the account as it is now, before the link's time begins.
      let now: CaseState | null;
      try {
        now = await readAnew(deps, loaded);
      } catch (error) {
        if (!(error instanceof OutsideError)) throw error;
        if (effect.attempts < mostAttempts) return { outcome: 'retry', why: error.fact };
        await change({ kind: 'mail-failed', mailId, why: error.fact, attempts: effect.attempts }, 'failed', error.fact);
        return { outcome: 'settled' };
      }
      known = null;
      if (now === null) return await fail({ code: 'account-gone' });
      if (mailedAddressRefusal(now, mail, deps.cases.policy()) !== null)
        return await fail({ code: 'address-replaced' });
    }
    if (startsLink(mail)) {
      const { checkId } = state.links.find((candidate) => candidate.mailId === mailId)!;
      try {
        // The 72 hours begin with the first attempt and stay, whatever the retries take.
        ({ state } = await change({ kind: 'start-link-clock', checkId }));
        known = null;
      } catch (error) {
        if (error instanceof CallFailure && error.error.code === 'frozen')
          return await fail({ code: 'stopped-before-sent' });
        if (error instanceof CallFailure) return await drop(factOf(error));
        throw error;
      }
    }
    let composed: ComposedMail | null = null;
    let result: MailResult;
    try {
      composed = await deps.compose(state, mail);
      result = await deps.mail.send(composed.outgoing);
    } catch (error) {
      if (error instanceof OutsideError)
        result = { outcome: error.kind === 'refused' ? 'rejected' : 'later', why: error.fact };
      // Written again it would fail again: a person has to see it, and sends it once its cause is gone.
      else if (error instanceof MailInputError) return await fail({ code: 'mail-malformed', field: error.field });
      else {
        deps.onFault(composed === null ? 'writing a mail' : 'sending a mail', error);
        if (composed === null) return await fail({ code: 'mail-not-written' });
        result = { outcome: 'later', why: { code: 'fault' } };
      }
    }
    deps.onExchange(result.outcome !== 'later');
    const about = composed === null ? {} : { subject: composed.kept.subject };
    const kept =
      composed === null || result.bytes === undefined
        ? []
        : [
            messageKept({
              eventId: `${effect.effectId}:kept`,
              caseId,
              mailId,
              mail: composed,
              bytes: result.bytes,
              answer: result.outcome === 'accepted' ? result.answer : '',
              at: deps.cases.clock.now().toISOString(),
            }),
          ];
    if (result.outcome === 'accepted') {
      const { messageId } = composed!.outgoing;
      const { rawSha256 } = result.bytes;
      const after = await change(
        { kind: 'mail-accepted', mailId, messageId, rawSha256, ...about },
        'done',
        undefined,
        kept,
      );
      if (mail.template === 'approval-notice') await wakeDisable(deps.cases, after.state);
      return { outcome: 'settled' };
    }
    if (result.outcome === 'later' && effect.attempts < mostAttempts) return { outcome: 'retry', why: result.why };
    await change(
      {
        kind: 'mail-failed',
        mailId,
        why: result.why,
        ...(result.outcome === 'later' ? { attempts: effect.attempts } : {}),
        ...about,
      },
      'failed',
      result.why,
      kept,
    );
    return { outcome: 'settled' };
  };
