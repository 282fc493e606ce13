/**
 * Which ways back are open from the account's facts, fastest first, and the words for each (PRODUCT.md, step 1). Who in a
 * firm may disable 2FA: a Firm Administrator with 2FA on themself, or the Primary Subscriber; an administrator never for the
 * Primary Subscriber; a one-member firm has nobody.
 */
import type { AccountFacts, FirmRole } from '../case/account';
import type { Way } from '../case/events';
import { ways } from '../case/events';

export type FindingReason = 'session-alive' | 'no-session' | 'codes-left' | 'no-codes' | 'helpers-there' | 'solo-firm' | 'nobody-may' | 'firm-suspended' | 'account-locked' | 'no-second-factor';
/** `count`: sessions, codes or helpers. */
export type WayFinding = { readonly way: Way; readonly open: boolean; readonly reason: FindingReason; readonly count: number };

export type HelperReason = 'primary-subscriber' | 'administrator' | 'for-primary-subscriber' | 'without-second-factor' | 'member';
export type Helper = { readonly accountId: string; readonly name: string; readonly role: FirmRole; readonly may: boolean; readonly why: HelperReason };

/** Everybody else in the firm who has a role there, with whether and why they may disable 2FA for this person. */
export const helpersOf = (facts: AccountFacts): readonly Helper[] => facts.members.filter((member) => member.accountId !== facts.accountId && member.role !== 'member').map(({ accountId, name, role, hasSecondFactor }) => {
  if (role === 'primary-subscriber') return { accountId, name, role, may: true, why: 'primary-subscriber' };
  if (facts.role === 'primary-subscriber') return { accountId, name, role, may: false, why: 'for-primary-subscriber' };
  return hasSecondFactor ? { accountId, name, role, may: true, why: 'administrator' } : { accountId, name, role, may: false, why: 'without-second-factor' };
});

const codesLeft = (facts: AccountFacts): number => facts.factors.find((factor) => factor.kind === 'backup-codes')?.codesLeft ?? 0;

const find = (way: Way, facts: AccountFacts): Omit<WayFinding, 'way'> => {
  if (facts.locked === true) return { open: false, reason: 'account-locked', count: 0 };
  if (facts.factors.length === 0) return { open: false, reason: 'no-second-factor', count: 0 };
  switch (way) {
    case 'still-signed-in': return facts.sessions.length > 0 ? { open: true, reason: 'session-alive', count: facts.sessions.length } : { open: false, reason: 'no-session', count: 0 };
    case 'backup-code': { const left = codesLeft(facts); return left > 0 ? { open: true, reason: 'codes-left', count: left } : { open: false, reason: 'no-codes', count: 0 }; }
    case 'someone-in-the-firm': {
      if (facts.firmStatus === 'suspended') return { open: false, reason: 'firm-suspended', count: 0 };
      if (facts.members.length <= 1) return { open: false, reason: 'solo-firm', count: 0 };
      const able = helpersOf(facts).filter((helper) => helper.may).length;
      return able > 0 ? { open: true, reason: 'helpers-there', count: able } : { open: false, reason: 'nobody-may', count: 0 };
    }
  }
};

/** The three ways, fastest first, with whether the facts leave each open. */
export const waysBack = (facts: AccountFacts): readonly WayFinding[] => ways.map((way) => ({ way, ...find(way, facts) }));

const roleWords: Readonly<Record<FirmRole, string>> = { member: 'Firm member', administrator: 'Firm Administrator', 'primary-subscriber': 'Primary Subscriber' };

/** Why a way is open or not, a sentence for the agent. */
export const explainFinding = (finding: { readonly way: Way; readonly reason: string; readonly count: number }, facts: AccountFacts): string => {
  switch (finding.reason as FindingReason) {
    case 'session-alive': return `${finding.count === 1 ? 'One session is' : `${finding.count} sessions are`} alive: ${facts.sessions.map((session) => session.device).join(', ')}.`;
    case 'no-session': return 'The identity system knows of no session.';
    case 'codes-left': return `${finding.count === 1 ? 'One backup code is' : `${finding.count} backup codes are`} left.`;
    case 'no-codes': return 'No backup code is left.';
    case 'helpers-there': return `May: ${helpersOf(facts).filter((helper) => helper.may).map((helper) => `${helper.name} (${roleWords[helper.role]})`).join(', ')}.`;
    case 'solo-firm': return 'A one-member firm has nobody who could.';
    case 'nobody-may': return 'Nobody in the firm may.';
    case 'firm-suspended': return 'The firm is suspended: nobody in it may.';
    case 'account-locked': return 'The account is locked: no way leads into it.';
    case 'no-second-factor': return 'The account has no second factor: the password alone leads in.';
  }
};

/** Why somebody in the firm may or may not help, a sentence for the agent. */
export const explainHelper = (helper: Pick<Helper, 'why'>): string => {
  switch (helper.why) {
    case 'primary-subscriber': return 'Primary Subscriber: may disable it.';
    case 'administrator': return 'Firm Administrator with 2FA on: may disable it.';
    case 'for-primary-subscriber': return 'An administrator may not do it for the Primary Subscriber.';
    case 'without-second-factor': return 'May not: has no 2FA on their own account.';
    case 'member': return 'A member may not.';
  }
};

export type WayWords = { readonly title: string; readonly intro: string; readonly steps: readonly string[]; readonly never: string };

const listOf = (names: readonly string[], language: 'en' | 'fr'): string => new Intl.ListFormat(language === 'en' ? 'en-CA' : 'fr-CA', { type: 'disjunction' }).format(names);

/** What to say or send for a way, with its steps, in the customer's language; `never` is what nobody asks for. */
export const wayWords = (way: Way, facts: AccountFacts, language: 'en' | 'fr'): WayWords => {
  const names = helpersOf(facts).filter((helper) => helper.may).map((helper) => helper.name);
  if (language === 'en') {
    switch (way) {
      case 'still-signed-in': return {
        title: 'You may still be signed in', intro: 'A device on which you are still signed in can add your new phone by itself.',
        steps: ['On a device or browser where you are still signed in, open Settings, then Security.', 'Choose two-factor authentication, then add a new device.', 'Scan the code that is shown with the authenticator app on the new phone, and type the six digits.', 'Remove the old device from the list.'],
        never: 'We never ask for your password or for a code.',
      };
      case 'backup-code': return {
        title: 'Use one of your backup codes', intro: 'When you set up two-factor authentication you were given backup codes. Each works once.',
        steps: ['Look for the codes where you keep such things: a printed page, a password manager, a file that you saved.', 'Sign in with your password.', 'Where the code of the app is asked for, choose to use a backup code, and type one.', 'Then add your new phone under Settings, Security.'],
        never: 'Type the code only on the sign-in page. We never ask for it.',
      };
      case 'someone-in-the-firm': return {
        title: 'Somebody in your firm can help', intro: names.length === 0 ? 'An administrator of your firm can turn two-factor authentication off for you.' : `${listOf(names, 'en')} can turn two-factor authentication off for you.`,
        steps: ['Speak with them in person or by phone, so that they know it is you.', 'They open Settings, then Users, choose your name, and turn two-factor authentication off.', 'Sign in with your password, and set it up again on your new phone.'],
        never: 'Nobody needs your password for this.',
      };
    }
  }
  switch (way) {
    case 'still-signed-in': return {
      title: 'Votre session est peut-être encore ouverte', intro: 'Un appareil sur lequel votre session est encore ouverte peut ajouter votre nouveau téléphone.',
      steps: ['Sur un appareil ou un navigateur où votre session est encore ouverte, ouvrez Paramètres, puis Sécurité.', 'Choisissez l’authentification à deux facteurs, puis ajoutez un nouvel appareil.', 'Balayez le code affiché avec l’application d’authentification du nouveau téléphone, puis entrez les six chiffres.', 'Retirez l’ancien appareil de la liste.'],
      never: 'Nous ne demandons jamais votre mot de passe ni un code.',
    };
    case 'backup-code': return {
      title: 'Utilisez un de vos codes de secours', intro: 'Des codes de secours vous ont été remis lorsque vous avez activé l’authentification à deux facteurs. Chacun sert une seule fois.',
      steps: ['Cherchez-les là où vous gardez ce genre de choses : une page imprimée, un gestionnaire de mots de passe, un fichier enregistré.', 'Connectez-vous avec votre mot de passe.', 'Lorsque le code de l’application est demandé, choisissez d’utiliser un code de secours, puis entrez-en un.', 'Ajoutez ensuite votre nouveau téléphone sous Paramètres, Sécurité.'],
      never: 'Entrez le code uniquement dans la page de connexion. Nous ne le demandons jamais.',
    };
    case 'someone-in-the-firm': return {
      title: 'Une personne de votre cabinet peut vous aider', intro: names.length === 0 ? 'Un administrateur de votre cabinet peut désactiver l’authentification à deux facteurs pour vous.' : `${listOf(names, 'fr')} peut désactiver l’authentification à deux facteurs pour vous.`,
      steps: ['Parlez-lui en personne ou au téléphone, pour que cette personne sache que c’est bien vous.', 'Elle ouvre Paramètres, puis Utilisateurs, choisit votre nom et désactive l’authentification à deux facteurs.', 'Connectez-vous avec votre mot de passe, puis réactivez-la sur votre nouveau téléphone.'],
      never: 'Personne n’a besoin de votre mot de passe pour cela.',
    };
  }
};
