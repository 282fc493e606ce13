/** The form's built files, and only those: the console's lie in the same folder and are nobody's business here. */
import { readFile, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';

export type Asset = { readonly bytes: Buffer; readonly contentType: string };
export type Assets = {
  /** The form's page, or null when it was not built. */
  page(): Promise<string | null>;
  /** A file of the form by its bare name. */
  file(name: string): Promise<Asset | null>;
  /** The name of the text font among them, for the pages without script. */
  fontName(): Promise<string | null>;
};

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
};
const isText = (name: string) => ['.js', '.css'].includes(extname(name));

/** Reads the built renderer's folder: `form/index.html`, and of `assets/` what it reaches by name. */
export const createAssets = (rendererFolder: string): Assets => {
  const load = async (): Promise<{ readonly page: string; readonly files: ReadonlyMap<string, Asset> } | null> => {
    let page: string;
    let names: readonly string[];
    try {
      page = await readFile(join(rendererFolder, 'form', 'index.html'), 'utf8');
      names = await readdir(join(rendererFolder, 'assets'));
    } catch {
      return null;
    }
    const files = new Map<string, Asset>();
    const follow = async (text: string): Promise<void> => {
      for (const name of names) {
        const contentType = types[extname(name)];
        if (files.has(name) || !contentType || !text.includes(name)) continue;
        const bytes = await readFile(join(rendererFolder, 'assets', name));
        files.set(name, { bytes, contentType });
        if (isText(name)) await follow(bytes.toString('utf8'));
      }
    };
    await follow(page);
    return { page, files };
  };
  let loaded: ReturnType<typeof load> | null = null;
  const once = async () => {
    loaded ??= load();
    const result = await loaded;
    if (result === null) loaded = null;
    return result;
  };
  return {
    async page() {
      return (await once())?.page ?? null;
    },
    async file(name) {
      return (await once())?.files.get(name) ?? null;
    },
    async fontName() {
      return (
        [...((await once())?.files.keys() ?? [])].find((name) =>
          /^inter-latin-(?:wght|opsz)-normal.*\.woff2$/.test(name),
        ) ?? null
      );
    },
  };
};
