import { randomBytes } from 'node:crypto';

export type Vault = Buffer;
export const createVault = (): Vault => randomBytes(32);
