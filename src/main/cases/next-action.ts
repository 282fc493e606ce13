/** What to do next: one action with its reason, for this person (INTERFACE.md, Case). */
import type { CaseView } from '#contract/cases';
import type { Role } from '#domain/access/roles';
import { may } from '#domain/access/roles';
import { barredFromDeciding } from '#domain/case/may-decide';
import { nextSecureStep } from '#domain/case/decide-afterwards';
import { openWays } from '#domain/case/self-help';
import type { Refusal } from '#domain/case/refusal';
import type { CaseState } from '#domain/case/state';
import { currentLink, isOpen, isRepudiated } from '#domain/case/state';

type Next = CaseView['next'];
type Who = { readonly id: string; readonly role: Role; readonly address: string };

const next = (
  action: Next['action'],
  title: string,
  reason: string,
  refusal: Pick<Refusal, 'message' | 'rule' | 'way'> | null = null,
): Next => ({
  action,
  title,
  reason,
  refusal: refusal && { message: refusal.message, rule: refusal.rule ?? null, way: refusal.way ?? null },
});

const onlyA = (role: string): Pick<Refusal, 'message' | 'way'> => ({
  message: `This is a ${role}'s to do.`,
  way: `Ask a ${role}.`,
});

/** The case's next action for one person. */
export const nextActionFor = (state: CaseState, who: Who): Next => {
  const lead = who.role === 'lead';
  const onlyLead = lead ? null : { message: "This is a lead's to do.", rule: 'R7', way: 'Ask a lead, now.' };
  if (state.reSecures !== null && isOpen(state)) {
    const { stopped } = state.secure;
    if (stopped !== null)
      return next(
        'secure-account',
        'Secure the account by hand',
        `${stopped.found} In the identity system: end the sessions, lock the account. Then reach the owner.`,
        lead ? null : onlyA('lead'),
      );
    return nextSecureStep(state) !== null
      ? next('wait', 'The account is being secured', 'Its sessions end and it is locked; each step is read back.')
      : next(
          'secure-account',
          'Reach the owner',
          'The sessions are ended and the account is locked. Reach the owner at an address from before the case. Close as fraud when it was not them (the account stays locked), as withdrawn when it was a false alarm (it is unlocked, unless it was locked before).',
          lead ? null : onlyA('lead'),
        );
  }
  if (state.frozen !== null) {
    if (isRepudiated(state) && state.status === 'recovered')
      return next(
        lead ? 'lift-freeze' : 'ask-lead',
        'Look at the case that secures the account',
        "2FA was taken off, and then somebody said “this wasn't me”. The desk ends the sessions and locks the account in a case of its own. Lift this freeze when that is done.",
        onlyLead,
      );
    const reason =
      state.frozen.via === 'told'
        ? "The owner told the staff “this wasn't me”. Nothing runs until a lead has looked into it."
        : state.frozen.via === 'notice'
          ? "Somebody pressed “this wasn't me” on a notice. Nothing runs until a lead has looked into it."
          : 'A colleague stopped this case. Nothing runs until a lead has looked into it.';
    return lead
      ? next('lift-freeze', 'Look into it, then lift the freeze or close the case', reason)
      : next('ask-lead', 'Ask a lead', reason, {
          message: 'Only a lead lifts a freeze.',
          rule: 'R7',
          way: 'Ask a lead.',
        });
  }
  const link = currentLink(state);
  const mayWork = may(who.role, 'case:work');
  switch (state.status) {
    case 'triage': {
      const left = openWays(state);
      if (state.override === null && left.length > 0)
        return next(
          'rule-out-self-help',
          'Find the fastest way back',
          `${left.length === 1 ? 'One way back is open' : `${left.length} ways back are open`}: the link comes after them.`,
          mayWork ? null : onlyA('support agent'),
        );
      return next(
        'send-link',
        'Send the link',
        state.override !== null
          ? 'Self-help was passed over. The link goes to an address from before the case.'
          : 'No faster way is open. The link goes to an address from before the case.',
        may(who.role, 'link:send') ? null : onlyA('support agent'),
      );
    }
    case 'awaiting-admin':
      return next(
        'rule-out-self-help',
        'Ask whether the firm disabled it',
        'Somebody in the firm was asked. Record how it went.',
        mayWork ? null : onlyA('support agent'),
      );
    case 'awaiting-customer': {
      const mail = state.mails.find((candidate) => candidate.mailId === link?.mailId);
      if (mail?.state === 'failed')
        return next(
          'send-again',
          'The message did not arrive',
          mail.why ?? 'The mail server refused it.',
          may(who.role, 'mail:retry') ? null : onlyA('support agent'),
        );
      if (mail?.state === 'waiting')
        return next('wait', 'The message is on its way', "The link's time starts with the first attempt to send it.");
      return next(
        'wait',
        link?.openedAt ? 'Wait for the form' : 'Wait for the customer',
        link?.openedAt
          ? 'The link was opened; the form was not submitted yet.'
          : 'The link was sent; it was not opened yet.',
      );
    }
    case 'link-expired':
      return next(
        'new-link',
        'Send a new link',
        'The link expired before the form was submitted.',
        may(who.role, 'link:send') ? null : onlyA('support agent'),
      );
    case 'submitted':
      return next('wait', 'Wait for the result', 'The provider is at work.');
    case 'in-review':
    case 'awaiting-second':
      if (who.role !== 'reviewer')
        return next(
          'wait',
          'A reviewer decides',
          state.status === 'in-review'
            ? 'The form was submitted. A security reviewer looks at the evidence.'
            : 'One reviewer approved. A second, different one completes it.',
        );
      return next(
        'review',
        state.status === 'in-review'
          ? 'Look at the evidence and decide'
          : 'Look at the evidence for the second approval',
        state.status === 'in-review'
          ? 'The form was submitted. Our own form has no provider behind it: people decide.'
          : 'One reviewer approved. A second, different one completes it.',
        barredFromDeciding(state, who, 'check'),
      );
    case 'approved':
      if (state.disable !== null && state.disable.coolingOffHours > 0)
        return next(
          'cooling-off',
          'Wait for the cooling-off',
          "The decision stands; 2FA goes off by itself when the time has run, unless somebody says “this wasn't me”. Nobody can shorten it.",
        );
      return next('watch-disable', 'The disable is due', 'The decision authorised it; it starts by itself.');
    case 'disabling':
      return next(
        'watch-disable',
        '2FA is being disabled',
        'Each step is read back. It goes on by itself, also after a restart.',
      );
    case 'needs-attention':
      return next(
        'resume-disable',
        'The disable stopped',
        state.disable?.stopped?.found ?? 'Look at what was found.',
        may(who.role, 'disable:resume') ? null : onlyA('security reviewer'),
      );
    case 'recovered':
      if (state.disable?.how === 'temporary-access')
        return next(
          'none',
          'Recovered by temporary access',
          'The password alone opened the account for a while; its second factors stayed.',
        );
      return state.watch === null || state.watch.endedAt !== null
        ? next('none', 'Recovered, and 2FA is on again', 'Nothing is left to do.')
        : next(
            'watch-account',
            'Recovered; watched until 2FA is on again',
            'The desk looks and reminds the customer by itself.',
          );
    case 'failed':
      return next(
        'alternate-method',
        state.fallbacksRefused > 0 ? 'Another method, or the end' : 'Another method is needed',
        state.fallbacksRefused > 0
          ? 'The method was refused. Another kind may still help; otherwise close the case as rejected, with words for the customer.'
          : 'The check did not pass. The customer was told, without saying which part.',
        mayWork ? null : onlyA('support agent'),
      );
    case 'fallback-review': {
      if (state.fallback?.stage !== 'deciding')
        return next(
          'prepare-fallback',
          'Gather the evidence',
          'When all of it is there, the reviewers are asked.',
          mayWork ? null : onlyA('support agent'),
        );
      if (who.role !== 'reviewer')
        return next(
          'wait',
          'Reviewers decide',
          `${state.fallback.approvalsNeeded} different reviewers have to approve; any one of them can refuse.`,
        );
      return next(
        'decide-fallback',
        'Look at the evidence and decide',
        "Give your own word first: the others' words are shown afterwards.",
        barredFromDeciding(state, who, 'fallback'),
      );
    }
    case 'closed':
      return next(
        state.reSecures === null ? 'reopen' : 'none',
        'Closed',
        state.reSecures === null ? 'It can be opened again.' : 'Nothing is left to do.',
      );
  }
};
