/** Looks for secrets in every byte of a folder, in the ways in which bytes are usually written down. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

export type Needle = { readonly label: string; readonly encoding: string; readonly bytes: Buffer };
export type Hit = { readonly file: string; readonly label: string; readonly encoding: string };

/** What of base64 doesn't depend on what stands before and after, for each of the three places where it may begin. */
const base64s = (bytes: Buffer): readonly string[] =>
  [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });

/** A secret in clear, as UTF-16, hex, base64 and base64url. */
export const needlesFor = (label: string, secret: string | Uint8Array): readonly Needle[] => {
  const bytes = Buffer.from(secret as Uint8Array);
  const needle = (encoding: string, what: string | Buffer): Needle => ({
    label,
    encoding,
    bytes: Buffer.from(what as Buffer),
  });
  const found = [
    needle('as it is', bytes),
    needle('hex', bytes.toString('hex')),
    needle('HEX', bytes.toString('hex').toUpperCase()),
  ];
  for (const text of base64s(bytes)) {
    found.push(needle('base64', text));
    const url = text.replaceAll('+', '-').replaceAll('/', '_');
    if (url !== text) found.push(needle('base64url', url));
  }
  if (typeof secret === 'string') {
    found.push(needle('utf16le', Buffer.from(secret, 'utf16le')));
    const decomposed = secret.normalize('NFD');
    if (decomposed !== secret) found.push(needle('decomposed', decomposed));
  }
  return found;
};

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);

/** Which of the needles these bytes hold. */
export const hitsIn = (file: string, bytes: Buffer, needles: readonly Needle[]): readonly Hit[] =>
  needles.filter((needle) => bytes.includes(needle.bytes)).map(({ label, encoding }) => ({ file, label, encoding }));

/** Every file under a folder, but for those that `mayHold` names. */
export const searchFolder = (
  folder: string,
  needles: readonly Needle[],
  mayHold: (file: string, label: string) => boolean = () => false,
): { readonly files: readonly string[]; readonly hits: readonly Hit[] } => {
  const files = filesIn(folder).map((path) => relative(folder, path));
  return {
    files,
    hits: files
      .flatMap((file) => hitsIn(file, readFileSync(join(folder, file)), needles))
      .filter(({ file, label }) => !mayHold(file, label)),
  };
};

/** Arguments and environment of a process, as anybody on the machine may read them. */
export const searchProcess = (pid: number, needles: readonly Needle[]): readonly Hit[] =>
  ['cmdline', 'environ'].flatMap((what) => {
    try {
      return hitsIn(`/proc/${pid}/${what}`, readFileSync(`/proc/${pid}/${what}`), needles);
    } catch {
      return [];
    }
  });
