/** A system that can do everything and says everything, for facts that are not about what systems can do. */
import type { Capabilities } from '#domain/case/account';

export const everyCapability: Capabilities = {
  sessions: 'listed',
  removal: 'each',
  backupCodes: 'counted',
  demand: 'in-force',
  lock: true,
  temporaryAccess: true,
  historySince: '2020-01-01T00:00:00.000Z',
};
