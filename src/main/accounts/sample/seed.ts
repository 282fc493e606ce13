/**
 * The made-up world: firms and people of Canada as they come, with accents, particles, one name, or very many.
 * Only names that nobody has; addresses end in `.example` (RFC 2606). Passwords and secrets are not here: they come from
 * the installation's seed key.
 */
import type { SeedFirm, SeedPerson } from '#main/accounts/sample/seed-world';

export const FIRMS: readonly SeedFirm[] = [
  { id: 'lariviere-fils', name: 'Larivière & Fils', country: 'CA' },
  { id: 'delisle-roy', name: 'Delisle Roy Avocats', country: 'CA' },
  { id: 'harrow-finch', name: 'Harrow & Finch LLP', country: 'CA' },
  { id: 'cabinet-saint-onge', name: 'Cabinet Saint-Onge', country: 'CA' },
  { id: 'prairie-sky', name: 'Prairie Sky Law', country: 'CA' },
  { id: 'northlight', name: 'Northlight Law', country: 'CA' },
  { id: 'osei-chan', name: 'Osei Chan Professional Corporation', country: 'CA' },
  { id: 'tessier-beauchemin', name: 'Tessier, Beauchemin et associés s.e.n.c.r.l.', country: 'CA' },
  { id: 'macisaac-daughters', name: 'MacIsaac & Daughters', country: 'CA' },
  { id: 'desrosiers-d-amours', name: 'Desrosiers D’Amours L’Heureux', country: 'CA' },
  { id: 'vautrin-notaires', name: 'Vautrin Notaires', country: 'CA' },
  { id: 'yates-chambers', name: 'Yates Chambers', country: 'CA' },
  { id: 'old-mill', name: 'Old Mill Legal Services', status: 'suspended', country: 'CA' },
];

type Factor = NonNullable<SeedPerson['factors']>[number];
const app = (label: string, createdDays: number, lastUsedDays: number | null = 1): Factor => ({ type: 'otp', label, createdDays, lastUsedDays });
const key = (label: string, createdDays: number, lastUsedDays: number | null = null): Factor => ({ type: 'webauthn', label, createdDays, lastUsedDays });
const since = (address: string, sinceDays: number | null) => ({ address, sinceDays });
const replaced = (address: string, sinceDays: number | null, untilDays: number) => ({ address, sinceDays, untilDays });
const open = (device: string, startedDays: number, lastSeenDays: number) => ({ device, startedDays, lastSeenDays });

const MONTREAL = { language: 'fr', timeZone: 'America/Toronto' } as const;

export const PEOPLE: readonly SeedPerson[] = [
  // Larivière & Fils: the locked-out lawyer of the demo, and the two who might have helped him.
  {
    id: 'jean-philippe-lariviere', firmId: 'lariviere-fils', name: 'Jean-Philippe Larivière', nameSinceDays: 1460, login: 'jp.lariviere@lariviere-fils.example', ...MONTREAL,
    factors: [app('iPhone de JP', 610, 3), key('YubiKey 5', 420, 35)], sessions: [open('Chrome on Windows', 9, 0.8), open('Lumen for iPhone', 41, 3.2)],
    addresses: [since('jp.lariviere@lariviere-fils.example', 1460), since('jplariviere@courriel.example', 730)],
  },
  {
    id: 'genevieve-lariviere', firmId: 'lariviere-fils', name: 'Geneviève Larivière', nameSinceDays: 1500, login: 'g.lariviere@lariviere-fils.example', role: 'primary-subscriber', ...MONTREAL,
    factors: [app('Téléphone du bureau', 900, 2)], backupCodesLeft: 9, sessions: [open('Safari on macOS', 4, 0.2)], addresses: [since('g.lariviere@lariviere-fils.example', 1500)],
  },
  { id: 'etienne-lariviere', firmId: 'lariviere-fils', name: 'Étienne Larivière', nameSinceDays: 700, login: 'e.lariviere@lariviere-fils.example', role: 'administrator', ...MONTREAL, addresses: [since('e.lariviere@lariviere-fils.example', 700)] },

  // Delisle Roy: a Primary Subscriber whose address changed five days ago.
  {
    id: 'margaux-delisle', firmId: 'delisle-roy', name: 'Margaux Delisle', nameSinceDays: 1100, login: 'm.delisle@delisle-roy.example', role: 'primary-subscriber', ...MONTREAL,
    factors: [app('Pixel 8', 300, 6)], addresses: [replaced('m.delisle@delisle-roy.example', 1100, 5), since('margaux@delisle-conseil.example', 5), since('margaux.delisle@courriel.example', 820)],
  },
  { id: 'zoe-levesque-tremblay', firmId: 'delisle-roy', name: 'Zoé Lévesque-Tremblay', nameSinceDays: 640, login: 'z.levesque@delisle-roy.example', role: 'administrator', ...MONTREAL, factors: [app('Authenticator', 600), key('Clé bleue', 120, 8)], backupCodesLeft: 10, addresses: [since('z.levesque@delisle-roy.example', 640)] },
  { id: 'thomas-roy', firmId: 'delisle-roy', name: 'Thomas Roy', nameSinceDays: 1100, login: 't.roy@delisle-roy.example', ...MONTREAL, factors: [app('iPhone', 480, 12)], backupCodesLeft: 0, addresses: [since('t.roy@delisle-roy.example', 1100)] },

  // Harrow & Finch: an administrator locked out, and a namesake of somebody elsewhere.
  {
    id: 'geoffrey-whitcombe', firmId: 'harrow-finch', name: 'Geoffrey Whitcombe', nameSinceDays: 2000, login: 'gwhitcombe@harrow-finch.example', role: 'administrator', timeZone: 'America/Toronto',
    factors: [app('Samsung S23', 510, 20)], addresses: [since('gwhitcombe@harrow-finch.example', 2000), since('geoff.whitcombe@post.example', null)],
  },
  { id: 'beatrice-finch', firmId: 'harrow-finch', name: 'Beatrice Finch', nameSinceDays: 2100, login: 'bfinch@harrow-finch.example', role: 'primary-subscriber', factors: [app('Work phone', 800), key('YubiKey 5C Nano', 400, 1)], backupCodesLeft: 7, sessions: [open('Edge on Windows', 2, 0.1)], addresses: [since('bfinch@harrow-finch.example', 2100)] },
  { id: 'dominic-van-der-merwe', firmId: 'harrow-finch', name: 'Dominic van der Merwe', nameSinceDays: 350, login: 'dvandermerwe@harrow-finch.example', factors: [app('iPhone 15', 340, 2)], backupCodesLeft: 10, addresses: [since('dvandermerwe@harrow-finch.example', 350)] },
  { id: 'jean-paul-lariviere', firmId: 'harrow-finch', name: 'Jean-Paul Lariviere', nameSinceDays: 880, login: 'jplariviere@harrow-finch.example', factors: [app('Android', 880, 5)], sessions: [open('Firefox on Linux', 30, 5)], addresses: [since('jplariviere@harrow-finch.example', 880)] },

  // Solo firms: nobody else may help.
  { id: 'marie-eve-saint-onge', firmId: 'cabinet-saint-onge', name: 'Marie-Ève Saint-Onge', nameSinceDays: 950, login: 'me@cabinet-saint-onge.example', role: 'primary-subscriber', ...MONTREAL, factors: [app('Téléphone', 940, 4)], addresses: [since('me@cabinet-saint-onge.example', 950), since('mesaintonge@courriel.example', 400)] },
  { id: 'imogen-yates', firmId: 'yates-chambers', name: 'Imogen Yates', nameSinceDays: 760, login: 'imogen@yates-chambers.example', role: 'primary-subscriber', timeZone: 'America/Vancouver', factors: [key('Titan key', 300, 9)], backupCodesLeft: 2, sessions: [open('Lumen for iPad', 60, 9)], addresses: [since('imogen@yates-chambers.example', 760)] },

  // Prairie Sky: an administrator without 2FA of her own can't help.
  { id: 'callum-reid', firmId: 'prairie-sky', name: 'Callum Reid', nameSinceDays: 620, login: 'callum@prairie-sky.example', timeZone: 'America/Regina', factors: [app('Pixel', 610, 7)], addresses: [since('callum@prairie-sky.example', 620)] },
  { id: 'moira-o-donnell', firmId: 'prairie-sky', name: 'Moira O’Donnell', nameSinceDays: 1300, login: 'moira@prairie-sky.example', role: 'primary-subscriber', timeZone: 'America/Regina', addresses: [since('moira@prairie-sky.example', 1300)] },
  { id: 'jesse-cardinal', firmId: 'prairie-sky', name: 'Jesse Cardinal', nameSinceDays: 200, login: 'jesse@prairie-sky.example', role: 'administrator', timeZone: 'America/Edmonton', addresses: [since('jesse@prairie-sky.example', 200)] },

  // Northlight: backup codes are left, and of two who might help only one may.
  { id: 'hannah-brandt', firmId: 'northlight', name: 'Hannah Brandt', nameSinceDays: 540, login: 'hannah@northlight.example', timeZone: 'America/Winnipeg', factors: [app('iPhone 13', 530, 2)], backupCodesLeft: 3, addresses: [since('hannah@northlight.example', 540)] },
  { id: 'claire-dube', firmId: 'northlight', name: 'Claire Dubé', nameSinceDays: 1250, login: 'claire@northlight.example', role: 'primary-subscriber', language: 'fr', timeZone: 'America/Winnipeg', factors: [app('Cellulaire', 700)], backupCodesLeft: 8, sessions: [open('Chrome on macOS', 1, 0.05)], addresses: [since('claire@northlight.example', 1250)] },
  { id: 'peter-nygaard', firmId: 'northlight', name: 'Peter Nygaard', nameSinceDays: 1250, login: 'peter@northlight.example', role: 'administrator', timeZone: 'America/Winnipeg', addresses: [since('peter@northlight.example', 1250)] },
  { id: 'siobhan-o-briain', firmId: 'northlight', name: 'Siobhán Ó Briain', nameSinceDays: 90, login: 'siobhan@northlight.example', timeZone: 'America/Winnipeg', factors: [app('Phone', 88, 1)], backupCodesLeft: 10, addresses: [since('siobhan@northlight.example', 90)] },

  // Osei Chan: several of one surname, an address of unknown age.
  { id: 'kwame-osei', firmId: 'osei-chan', name: 'Kwame Osei', nameSinceDays: 1010, login: 'kwame@osei-chan.example', role: 'primary-subscriber', factors: [app('Galaxy', 1000, 3), key('Spare key', 200)], addresses: [since('kwame@osei-chan.example', 1010)] },
  { id: 'wendy-chan', firmId: 'osei-chan', name: 'Wendy Chan', nameSinceDays: 1010, login: 'wendy@osei-chan.example', role: 'administrator', factors: [app('iPhone', 640, 15)], backupCodesLeft: 1, addresses: [since('wendy@osei-chan.example', 1010), since('wchan@post.example', null)] },
  { id: 'william-chan', firmId: 'osei-chan', name: 'William Chan', nameSinceDays: 45, login: 'william@osei-chan.example', factors: [app('iPhone', 44)], backupCodesLeft: 10, addresses: [since('william@osei-chan.example', 45)] },
  { id: 'nguyen-thi-minh-khai', firmId: 'osei-chan', name: 'Nguyễn Thị Minh Khai', nameSinceDays: 410, login: 'khai@osei-chan.example', factors: [app('Điện thoại', 400, 2)], addresses: [since('khai@osei-chan.example', 410)] },

  // Tessier, Beauchemin: the longest name, and one name alone.
  { id: 'luc-tessier', firmId: 'tessier-beauchemin', name: 'Luc Tessier', nameSinceDays: 1800, login: 'ltessier@tessier-beauchemin.example', role: 'primary-subscriber', ...MONTREAL, factors: [app('Authenticator', 300, 11)], addresses: [since('ltessier@tessier-beauchemin.example', 1800)] },
  { id: 'anne-sophie-beauchemin', firmId: 'tessier-beauchemin', name: 'Anne-Sophie Beauchemin', nameSinceDays: 1800, login: 'asbeauchemin@tessier-beauchemin.example', role: 'administrator', ...MONTREAL, factors: [app('iPhone d’Anne-Sophie', 950, 1), key('Clé du coffre', 800)], backupCodesLeft: 5, sessions: [open('Chrome sur Windows', 12, 0.4)], addresses: [since('asbeauchemin@tessier-beauchemin.example', 1800)] },
  {
    id: 'maximilien-de-la-bruere', firmId: 'tessier-beauchemin', name: 'Maximilien-Alexandre-Théophile de la Bruère-Montpetit de Saint-Hyacinthe-sur-Richelieu', nameSinceDays: 310, ...MONTREAL,
    login: 'maximilien-alexandre.de-la-bruere-montpetit@tessier-beauchemin.example', factors: [app('Téléphone personnel, celui avec l’étui rouge, pas l’autre', 300, 6)], addresses: [since('maximilien-alexandre.de-la-bruere-montpetit@tessier-beauchemin.example', 310)],
  },
  { id: 'suvarna', firmId: 'tessier-beauchemin', name: 'Suvarna', nameSinceDays: 260, login: 'suvarna@tessier-beauchemin.example', factors: [app('Phone', 250, 9)], addresses: [since('suvarna@tessier-beauchemin.example', 260)] },

  // MacIsaac & Daughters: on Atlantic time; one address replaced, one name changed lately.
  { id: 'rory-macisaac', firmId: 'macisaac-daughters', name: 'Rory MacIsaac', nameSinceDays: 1400, login: 'rory@macisaac-daughters.example', timeZone: 'America/Halifax', factors: [app('Old Nokia app', 1390, 60)], addresses: [replaced('rory.macisaac@mail.example', 1400, 22), since('rory@macisaac-daughters.example', 1200)] },
  { id: 'mairi-macisaac', firmId: 'macisaac-daughters', name: 'Màiri MacIsaac', nameSinceDays: 1400, login: 'mairi@macisaac-daughters.example', role: 'primary-subscriber', timeZone: 'America/Halifax', factors: [app('iPhone', 500, 1)], backupCodesLeft: 10, addresses: [since('mairi@macisaac-daughters.example', 1400)] },
  { id: 'adaeze-nwosu', firmId: 'macisaac-daughters', name: 'Adaeze Nwosu', nameSinceDays: 12, login: 'adaeze@macisaac-daughters.example', timeZone: 'America/St_Johns', factors: [app('Pixel 7a', 200, 3)], backupCodesLeft: 6, addresses: [since('adaeze@macisaac-daughters.example', 205)] },

  // Desrosiers D’Amours L’Heureux: apostrophes of both kinds.
  { id: 'noemie-desrosiers', firmId: 'desrosiers-d-amours', name: 'Noémie Desrosiers', nameSinceDays: 730, login: 'noemie@desrosiers-damours.example', ...MONTREAL, factors: [app('iPhone de Noémie', 720, 2), app('iPad', 300, 90)], addresses: [since('noemie@desrosiers-damours.example', 730)] },
  { id: 'francois-xavier-d-amours', firmId: 'desrosiers-d-amours', name: "François-Xavier D'Amours", nameSinceDays: 1600, login: 'fx@desrosiers-damours.example', role: 'primary-subscriber', ...MONTREAL, factors: [app('Authenticator', 60, 1)], backupCodesLeft: 10, addresses: [since('fx@desrosiers-damours.example', 1600)] },
  { id: 'oceane-l-heureux', firmId: 'desrosiers-d-amours', name: 'Océane L’Heureux', nameSinceDays: 980, login: 'oceane@desrosiers-damours.example', role: 'administrator', language: 'fr', timeZone: 'America/Moncton', factors: [app('Cellulaire', 970, 2)], backupCodesLeft: 4, addresses: [since('oceane@desrosiers-damours.example', 980)] },
  { id: 'benoit-fontaine', firmId: 'desrosiers-d-amours', name: 'Benoît Fontaine', nameSinceDays: 530, login: 'benoit@desrosiers-damours.example', ...MONTREAL, factors: [app('Android', 520, 14)], addresses: [replaced('bfontaine@ancien.example', 530, 45), since('benoit@desrosiers-damours.example', 45)] },

  // Vautrin Notaires.
  { id: 'olivier-vautrin', firmId: 'vautrin-notaires', name: 'Olivier Vautrin', nameSinceDays: 840, login: 'olivier@vautrin.example', role: 'primary-subscriber', ...MONTREAL, factors: [app('Téléphone d’Olivier', 830, 10)], addresses: [since('olivier@vautrin.example', 840)] },
  { id: 'sasha-petrenko', firmId: 'vautrin-notaires', name: 'Sasha Petrenko', nameSinceDays: 330, login: 'sasha@vautrin.example', timeZone: 'America/Toronto', factors: [app('Phone', 320, 5)], addresses: [since('sasha@vautrin.example', null)] },
  { id: 'giulia-marchetti', firmId: 'vautrin-notaires', name: 'Giulia Marchetti', nameSinceDays: 480, login: 'giulia@vautrin.example', role: 'administrator', timeZone: 'America/Toronto', factors: [app('iPhone 14', 470, 3), key('Security Key NFC', 470, 30)], backupCodesLeft: 10, sessions: [open('Safari on iOS', 20, 3)], addresses: [since('giulia@vautrin.example', 480)] },

  // Old Mill: its subscription is suspended.
  { id: 'ewan-strachan', firmId: 'old-mill', name: 'Ewan Strachan', nameSinceDays: 1900, login: 'ewan@old-mill.example', role: 'primary-subscriber', factors: [app('Phone', 700, 200)], addresses: [since('ewan@old-mill.example', 1900)] },
  { id: 'maria-jose-da-silva', firmId: 'old-mill', name: 'Maria José da Silva e Costa', nameSinceDays: 1200, login: 'mj@old-mill.example', factors: [app('Phone', 650, 210)], backupCodesLeft: 10, addresses: [since('mj@old-mill.example', 1200)] },
  { id: 'lukasz-wojcik', firmId: 'old-mill', name: 'Łukasz Wójcik', nameSinceDays: 900, login: 'lukasz@old-mill.example', addresses: [since('lukasz@old-mill.example', 900)] },
];
