/** What to do next: one action with its reason, for this person (INTERFACE.md, Case). */
import type { CaseView } from '#contract/cases';
import type { Role } from '#domain/access/roles';
import { may } from '#domain/access/roles';
import { mayDecide } from '#domain/case/decide-review';
import { openWays } from '#domain/case/self-help';
import type { Refusal } from '#domain/case/refusal';
import type { CaseState } from '#domain/case/state';
import { currentLink } from '#domain/case/state';

type Next = CaseView['next'];
type Who = { readonly id: string; readonly role: Role; readonly address: string };

const next = (action: Next['action'], title: string, reason: string, refusal: Pick<Refusal, 'message' | 'rule' | 'way'> | null = null): Next => ({ action, title, reason, refusal: refusal && { message: refusal.message, rule: refusal.rule ?? null, way: refusal.way ?? null } });

const onlyA = (role: string): Pick<Refusal, 'message' | 'way'> => ({ message: `This is a ${role}'s to do.`, way: `Ask a ${role}.` });

/** The case's next action for one person. */
export const nextActionFor = (state: CaseState, who: Who): Next => {
  if (state.frozen !== null) {
    if (state.status === 'recovered' && state.frozen.via === 'notice') return next(who.role === 'lead' ? 'lift-freeze' : 'ask-lead', 'Secure the account now', '2FA was taken off, and then somebody said “this wasn\'t me”. In the identity system: end the sessions, lock the account, reach the owner at an address from before the case. Lift the freeze when that is done.', who.role === 'lead' ? null : { message: 'Only a lead lifts a freeze.', rule: 'R7', way: 'Ask a lead, now.' });
    const reason = state.frozen.via === 'notice' ? 'Somebody pressed “this wasn\'t me” on a notice. Nothing runs until a lead has looked into it.' : 'A colleague stopped this case. Nothing runs until a lead has looked into it.';
    return who.role === 'lead' ? next('lift-freeze', 'Look into it, then lift the freeze', reason) : next('ask-lead', 'Ask a lead', reason, { message: 'Only a lead lifts a freeze.', rule: 'R7', way: 'Ask a lead.' });
  }
  const link = currentLink(state);
  const mayWork = may(who.role, 'case:work');
  switch (state.status) {
    case 'triage': {
      const left = openWays(state);
      if (state.override === null && left.length > 0) return next('rule-out-self-help', 'Find the fastest way back', `${left.length === 3 ? 'No way back was tried yet' : left.length === 1 ? 'One way back is still open' : 'Two ways back are still open'}: the link comes after them.`, mayWork ? null : onlyA('support agent'));
      return next('send-link', 'Send the link', 'Self-help is ruled out. The link goes to an address from before the case.', may(who.role, 'link:send') ? null : onlyA('support agent'));
    }
    case 'awaiting-admin': return next('rule-out-self-help', 'Ask whether the firm disabled it', 'Somebody in the firm was asked. Record how it went.', mayWork ? null : onlyA('support agent'));
    case 'awaiting-customer': {
      const mail = state.mails.find((candidate) => candidate.mailId === link?.mailId);
      if (mail?.state === 'failed') return next('send-again', 'The message did not arrive', mail.why ?? 'The mail server refused it.', may(who.role, 'mail:retry') ? null : onlyA('support agent'));
      if (mail?.state === 'waiting') return next('wait', 'The message is on its way', 'The link\'s 72 hours start with the first attempt to send it.');
      return next('wait', link?.openedAt ? 'Wait for the form' : 'Wait for the customer', link?.openedAt ? 'The link was opened; the form was not submitted yet.' : 'The link was sent; it was not opened yet.');
    }
    case 'link-expired': return next('new-link', 'Send a new link', 'The link expired before the form was submitted.', may(who.role, 'link:send') ? null : onlyA('support agent'));
    case 'submitted': return next('wait', 'Wait for the result', 'The provider is at work.');
    case 'in-review': case 'awaiting-second':
      if (who.role !== 'reviewer') return next('wait', 'A reviewer decides', state.status === 'in-review' ? 'The form was submitted. A security reviewer looks at the evidence.' : 'One reviewer approved. A second, different one completes it.');
      return next('review', state.status === 'in-review' ? 'Look at the evidence and decide' : 'Look at the evidence for the second approval', state.status === 'in-review' ? 'The form was submitted. Our own form has no provider behind it: people decide.' : 'One reviewer approved. A second, different one completes it.', mayDecide(state, who));
    case 'approved': return next('watch-disable', 'The disable is due', 'The decision authorised it; it starts by itself.');
    case 'disabling': return next('watch-disable', '2FA is being disabled', 'Each step is read back. It goes on by itself, also after a restart.');
    case 'needs-attention': return next('resume-disable', 'The disable stopped', state.disable?.stopped?.found ?? 'Look at what was found.', may(who.role, 'disable:resume') ? null : onlyA('security reviewer'));
    case 'recovered': return next('none', 'Recovered', '2FA is off, and is asked for at the next sign-in.');
    case 'failed': return next('alternate-method', 'Another method is needed', 'The check did not pass. The customer was told, without saying which part.', mayWork ? null : onlyA('support agent'));
    case 'fallback-review': return next('none', 'The other method is being looked at', 'Two reviewers approve it.');
    case 'closed': return next('none', 'Closed', 'Nothing is left to do.');
  }
};
