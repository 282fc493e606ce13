/** What the operating system's key store can do for the desk; main/electron has the one adapter. */
export type SafeStorage = {
  /** `backend` as the system names it: `gnome_libsecret`, `kwallet6`, `keychain`, `dpapi`, `basic_text` … */
  available(): Promise<{ readonly ok: boolean; readonly backend: string }>;
  encrypt(text: string): Promise<Uint8Array>;
  decrypt(bytes: Uint8Array): Promise<string>;
};

/**
 * Whether it really encrypts: without a keyring Chromium falls back to a fixed password (`basic_text`), which is
 * nothing.
 */
export const isSafe = (standing: { readonly ok: boolean; readonly backend: string }): boolean =>
  standing.ok && standing.backend !== 'basic_text' && standing.backend !== 'unknown';

/** For the first start: whether a real desk can do without a passphrase, in words. */
export const vaultChoices = async (
  safeStorage: SafeStorage | null,
): Promise<{ readonly safeStorage: boolean; readonly words: string }> => {
  const standing = safeStorage === null ? { ok: false, backend: 'none' } : await safeStorage.available();
  return isSafe(standing)
    ? {
        safeStorage: true,
        words: `The operating system encrypts the desk's key (${standing.backend}). No passphrase is needed at each start.`,
      }
    : {
        safeStorage: false,
        words: 'This computer has no keyring that encrypts, so the desk asks for a passphrase at each start.',
      };
};
