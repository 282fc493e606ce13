import type { DeskState } from '#contract/desk';

type Way = NonNullable<DeskState['storeWay']>;

const ways: Readonly<Record<Way['way'], string>> = {
  utility: 'a utility process of Electron',
  node: 'a child under a Node of its own',
  'run-as-node': 'a child under Electron run as Node',
};

const failures: Readonly<Record<Way['failed'][number]['why'], string>> = {
  'not-here': 'can’t be used here',
  ended: 'ended before it was of use',
  silent: 'did not answer',
  'wrong-answer': 'gave a wrong answer',
  'no-driver': 'could not use the database driver',
  'no-cipher': 'had no encryption',
};

/** Texts of the settings screen. */
export const settingsTexts = {
  title: 'Settings',
  desk: 'This desk',
  company: 'Company',
  kind: 'Kind',
  practice: 'Practice desk: nothing here is real',
  real: 'Real desk',
  zone: 'Time zone',
  vault: 'Its secrets',
  approvals: 'A pass without a provider',
  version: 'Version',
  store: 'Its store runs as',
  /** The way that was taken, and why it is not the first choice. */
  storeWords: ({ way, node, failed }: Way) =>
    [
      `${ways[way]} (Node ${node})`,
      ...failed.map((each) => `${ways[each.way]} ${failures[each.why]}${each.detail === '' ? '' : `: ${each.detail}`}`),
    ].join('; '),
  approvalsWords: (n: number) =>
    n === 1 ? 'One reviewer approves (this practice desk’s policy)' : `${n} different reviewers approve (R9)`,
  identity: {
    label: 'The sample identity system plays',
    hint: 'Real ones differ in what they can do and say. What you choose holds at once for all sample accounts. An open case keeps what was read of its account until that is read again; a disable whose system changed since the decision stops, and says so.',
    kinds: {
      sample: 'The sample one, which can do everything',
      keycloak: 'Keycloak with its event logs on',
      'keycloak-new': 'Keycloak as it comes',
      okta: 'Okta',
      entra: 'Microsoft Entra ID',
      google: 'Google Workspace',
    },
    limits: (kind: string) => `${kind}, as the sample one plays it:`,
    noLimits: 'It can do and say all that the desk asks of an identity system.',
  },
  log: 'The log',
  logWords:
    'Everything that happened is one chain of events. Checking it reads all of it again and compares it with the signed checkpoints (R17).',
  verify: 'Check the whole log',
  verified: (events: number, checkpoints: number) => `${events} events, ${checkpoints} checkpoints.`,
  promise: 'What one machine can promise',
  promiseWords:
    'A desk on one machine proves separate sign-ins, not separate people. It resists mistakes, borrowed sessions and a rogue agent, not the owner of the operating system’s account.',
} as const;
