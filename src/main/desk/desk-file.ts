/** `desk.json`: what kind of desk a data folder is, fixed when it was made (PRODUCT.md, Words). */
import { join } from 'node:path';
import { z } from 'zod';
import { readIfThere, writeWhole } from '#main/files/durable';

export const deskFile = 'desk.json';
const format = 1;

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

/** Null when the folder is no desk yet. */
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
