/** Why the vault says no. `missing`, `corrupt`, `exists`: nothing was overwritten. */
export const vaultErrorCodes = [
  'missing',
  'corrupt',
  'exists',
  'newer-version',
  'wrong-passphrase',
  'passphrase-needed',
  'passphrase-too-short',
  'safe-storage-away',
  'other-machine',
  'practice-only',
  'no-such-secret',
  'bad-name',
  'bad-secret',
  'secrets-corrupt',
  'secret-withheld',
  'closed',
] as const;
export type VaultErrorCode = (typeof vaultErrorCodes)[number];

/** A refusal of the vault. The message is a sentence for people and never holds a secret. */
export class VaultError extends Error {
  readonly code: VaultErrorCode;
  constructor(code: VaultErrorCode, message: string) {
    super(message);
    this.name = 'VaultError';
    this.code = code;
  }
}
