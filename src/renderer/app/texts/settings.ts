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
  approvalsWords: (n: number) =>
    n === 1 ? 'One reviewer approves (this practice desk’s policy)' : `${n} different reviewers approve (R9)`,
  log: 'The log',
  logWords:
    'Everything that happened is one chain of events. Checking it reads all of it again and compares it with the signed checkpoints (R17).',
  verify: 'Check the whole log',
  verified: (events: number, checkpoints: number) => `${events} events, ${checkpoints} checkpoints.`,
  promise: 'What one machine can promise',
  promiseWords:
    'A desk on one machine proves separate sign-ins, not separate people. It resists mistakes, borrowed sessions and a rogue agent, not the owner of the operating system’s account.',
} as const;
