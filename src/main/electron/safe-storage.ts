import type { SafeStorage } from '#main/vault/safe-storage';
import { safeStorage } from 'electron';

/** Electron's safeStorage as the vault's port. `basic_text` is told as it is; the vault counts it as nothing. */
export const electronSafeStorage: SafeStorage = {
  available: async () => ({
    ok: safeStorage.isEncryptionAvailable(),
    backend:
      process.platform === 'linux'
        ? safeStorage.getSelectedStorageBackend()
        : process.platform === 'darwin'
          ? 'keychain'
          : 'dpapi',
  }),
  encrypt: async (text) => new Uint8Array(safeStorage.encryptString(text)),
  decrypt: async (bytes) => safeStorage.decryptString(Buffer.from(bytes)),
};
