/** Texts of the daily looks over addresses, on the settings screen. */
export const looksTexts = {
  title: 'Looks over addresses',
  intro:
    'Once a day this desk looks over all addresses of each identity system, so that it knows since when one is there where the system doesn’t say (R5). It keeps keyed hashes and days, no address.',
  none: 'No identity system is connected: there is nothing to look over.',
  system: 'Identity system',
  since: 'Looks since',
  last: 'Last whole look',
  never: 'None yet',
  lastWas: (date: string, time: string, addresses: number) =>
    `${date} at ${time}, ${addresses} ${addresses === 1 ? 'address' : 'addresses'}`,
  anew: 'Counts anew',
  anewSince: (date: string, days: number) =>
    `Since ${date}: the look before was more than ${days} days earlier, and nothing shows what happened between them`,
  state: 'State',
  warning: {
    first: '',
    current: '',
    failing: 'The look fails',
    stale: 'Nothing counts by the looks',
    newer: 'Written by a newer version',
  },
  standing: {
    first: () => 'The first look has not finished: no address counts by it yet.',
    current: () => 'An address counts from the day on which it was first seen where it is.',
    stale: (days: number) =>
      `The last whole look is more than ${days} days ago, so no address counts by the looks. With the next one counting begins anew.`,
    newer: () => 'No address counts by the looks until this desk is updated.',
  },
  again: (when: string) => `Next: ${when}.`,
  way: 'The desk goes on trying. Where it stays so, ask whoever runs the identity system whether it is up, and whether this desk may list all accounts there.',
} as const;
