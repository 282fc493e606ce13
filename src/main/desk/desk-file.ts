/** `desk.json`: what kind of desk a data folder is, fixed when it was made (PRODUCT.md, Words). */
import { join } from 'node:path';
import { z } from 'zod';
import { readIfThere, writeWhole } from '#main/files/durable';

export const deskFile = 'desk.json';
/** Raised where the shapes in the log changed so that an earlier desk can't be read. */
const format = 2;
/** Which version made a desk of an earlier format. */
const madeBy: Readonly<Record<number, string>> = { 1: '0.1.0' };

const shape = z.strictObject({
  format: z.literal(format),
  kind: z.enum(['practice', 'real']),
  company: z.string().min(1).max(80),
  product: z.string().min(1).max(80),
  createdAt: z.iso.datetime(),
  /** A practice desk is `making` until its sample cases stand; one that was cut short is made anew. */
  state: z.enum(['making', 'ready']),
  /** The loopback port of the customer's pages: kept, since links in messages carry it. */
  pagesPort: z.number().int().min(0).max(65_535),
});
export type DeskFile = z.infer<typeof shape>;

/** The file can't be read; the message is for people. */
export class DeskFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DeskFileError';
  }
}

/** The folder is a desk whose log this version does not read. The message is for people, about a real desk. */
export class EarlierDesk extends Error {
  readonly version: string;
  readonly kind: 'practice' | 'real';
  constructor(version: string, kind: EarlierDesk['kind']) {
    super(
      `This desk was made by Recovery Desk ${version}, before its log had lasting shapes: this version can't read it. Open it with Recovery Desk ${version}, or choose another data folder for a new desk. Nothing was changed.`,
    );
    this.name = 'EarlierDesk';
    this.version = version;
    this.kind = kind;
  }
}

/** A desk as this version makes it. */
export const newDeskFile = (of: Omit<DeskFile, 'format' | 'state' | 'pagesPort'>): DeskFile => ({
  format,
  ...of,
  state: 'making',
  pagesPort: 0,
});

/** Null when the folder is no desk yet. Throws DeskFileError, and EarlierDesk for one of an earlier version. */
export const readDeskFile = async (folder: string): Promise<DeskFile | null> => {
  const bytes = await readIfThere(join(folder, deskFile));
  if (bytes === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new DeskFileError(`${deskFile} can't be read: it is not JSON. Nothing was changed.`);
  }
  const found = z.looseObject({ format: z.number() }).safeParse(value);
  if (found.success && found.data.format > format)
    throw new DeskFileError('This data folder was made by a newer Recovery Desk. Nothing was changed.');
  const earlier = z.looseObject({ format: z.number(), kind: z.enum(['practice', 'real']) }).safeParse(value);
  const version = earlier.success ? madeBy[earlier.data.format] : undefined;
  if (earlier.success && version !== undefined) throw new EarlierDesk(version, earlier.data.kind);
  const parsed = shape.safeParse(value);
  if (!parsed.success)
    throw new DeskFileError(
      `${deskFile} can't be read: "${parsed.error.issues[0]?.path.join('.') ?? ''}" is malformed. Nothing was changed.`,
    );
  return parsed.data;
};

/** Whole or not at all. */
export const writeDeskFile = async (folder: string, file: DeskFile): Promise<void> => {
  await writeWhole(join(folder, deskFile), Buffer.from(`${JSON.stringify(file, null, 2)}\n`));
};
