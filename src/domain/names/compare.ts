/**
 * R12, rule plain-strict-v1: whether the name an ID prints is the name on the account, and how their tokens relate.
 *
 * Order. A document prints the surname first (LARIVIÈRE JEAN-PHILIPPE), an account mostly last, and nothing says where
 * the surname ends. Three choices:
 * - the same order only: refuses nearly every honest ID;
 * - any order: takes Anne-Marie Roy for Marie-Anne Roy, who are two people, and both names are common in French;
 * - a rotation, chosen here: the same tokens, with one block moved from the end to the front or back. That is exactly
 * what printing the surname first does, wherever the surname begins, and it keeps the order within given names and
 * surnames. What it still can't tell apart is Thomas James from James Thomas. `order` then says `rotated`, the reviewer
 * sees both names, and a name alone never suffices (R2).
 *
 * Strict otherwise: an additional or missing given name, an initial, Mac Donald for MacDonald, a spelt-out umlaut are
 * not equal. An honest person with such an ID needs a reviewer's reasoned yes; an impostor gets no machine's yes.
 * Anything suspicious in either name makes them unequal, even to themselves. `equal` is a fact about spelling, never a
 * verdict.
 */
import { apostrophesOf, charsOf, tokensOf, withAccents, type Token } from './normalise';
import { looksAlike, suspiciousIn, type Suspicious } from './suspicious';

/** The rule's name and version, stored with what it compared. */
export const nameRule = 'plain-strict-v1';

/**
 * How two tokens relate. Of several differences the weightiest is named: accent (ligatures too), then punctuation, then
 * case.
 */
export const nameRelations = [
  'same',
  'accent-only',
  'case-only',
  'punctuation-only',
  'only-on-account',
  'only-on-id',
  'different',
] as const;
export type NameRelation = (typeof nameRelations)[number];

export type NameRow = { readonly account?: string; readonly printed?: string; readonly relation: NameRelation };
export type NameSide = { readonly typed: string; readonly tokens: readonly string[]; readonly normalised: string };

/**
 * A comparison with its inputs, to be stored as it is. `order`: how the printed tokens stand to the account's; `other`
 * when they aren't the same ones.
 */
export type NameComparison = {
  readonly rule: typeof nameRule;
  readonly account: NameSide;
  readonly printed: NameSide;
  readonly rows: readonly NameRow[];
  readonly order: 'same' | 'rotated' | 'other';
  readonly suspicious: readonly Suspicious[];
  readonly equal: boolean;
};

const relationOf = (a: Token, b: Token): NameRelation => {
  if (a.folded !== b.folded) return 'different';
  if (a.text === b.text && a.lead === b.lead) return 'same';
  if (withAccents(a.text) !== withAccents(b.text)) return 'accent-only';
  return a.lead !== b.lead || apostrophesOf(a.text) !== apostrophesOf(b.text) ? 'punctuation-only' : 'case-only';
};

const orderOf = (a: readonly Token[], b: readonly Token[]): NameComparison['order'] => {
  if (a.length === 0 || a.length !== b.length) return 'other';
  const startsAt = (shift: number): boolean =>
    a.every((token, index) => token.folded === b[(index + shift) % b.length]?.folded);
  if (startsAt(0)) return 'same';
  return b.some((_, shift) => startsAt(shift)) ? 'rotated' : 'other';
};

/** Steps to turn one text into the other (Levenshtein). */
const distance = (a: string, b: string): number => {
  const [from, to] = [charsOf(a), charsOf(b)];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, char] of from.entries()) {
    const next = [i + 1];
    for (const [j, other] of to.entries())
      next.push(Math.min(row[j]! + (char === other ? 0 : 1), row[j + 1]! + 1, next[j]! + 1));
    row = next;
  }
  return row[to.length]!;
};

/** Similar enough to stand in one row: a slip of the pen, a look-alike, another spelling. Null when they aren't. */
const nearness = (a: Token, b: Token): number | null => {
  if (looksAlike(a, b)) return 0;
  const longer = Math.max(a.folded.length, b.folded.length);
  if (longer > 64) return null;
  const steps = distance(a.folded, b.folded);
  return steps <= Math.floor(longer / 2) ? steps / longer : null;
};

/**
 * Which printed token belongs to each of the account's, by index: the same ones first, then similar ones, then what
 * remains one to one.
 */
const pairsOf = (account: readonly Token[], printed: readonly Token[]): ReadonlyMap<number, number> => {
  const pairs = new Map<number, number>();
  const free = new Set(printed.keys());
  const pair = (i: number, j: number): void => {
    pairs.set(i, j);
    free.delete(j);
  };
  for (const [i, token] of account.entries()) {
    const same = [...free].filter((j) => printed[j]!.folded === token.folded);
    const exact = same.find((j) => printed[j]!.text === token.text) ?? same[0];
    if (exact !== undefined) pair(i, exact);
  }
  const alone = (): number[] => [...account.keys()].filter((i) => !pairs.has(i));
  const near =
    alone().length * free.size > 400
      ? []
      : alone()
          .flatMap((i) =>
            [...free].flatMap((j) => {
              const value = nearness(account[i]!, printed[j]!);
              return value === null ? [] : [{ i, j, value }];
            }),
          )
          .sort((a, b) => a.value - b.value);
  for (const { i, j } of near) if (!pairs.has(i) && free.has(j)) pair(i, j);
  const rest = alone();
  if (rest.length === free.size) for (const [index, j] of [...free].entries()) pair(rest[index]!, j);
  return pairs;
};

/**
 * Compares the account's name with the name as the ID prints it, token by token (R12, R13). Never a verdict beyond
 * `equal`.
 */
export const compareNames = (accountName: string, printedName: string): NameComparison => {
  const account = tokensOf(accountName);
  const printed = tokensOf(printedName);
  const pairs = pairsOf(account, printed);
  const paired = new Set(pairs.values());

  // The account's order, and after each row what the ID prints next and the account hasn't: LUC stands after
  // JEAN-PHILIPPE.
  const rows: NameRow[] = [];
  const onlyOnIdFrom = (start: number): void => {
    for (let j = start; j < printed.length && !paired.has(j); j++)
      rows.push({ printed: printed[j]!.text, relation: 'only-on-id' });
  };
  onlyOnIdFrom(0);
  for (const [i, token] of account.entries()) {
    const j = pairs.get(i);
    if (j === undefined) {
      rows.push({ account: token.text, relation: 'only-on-account' });
      continue;
    }
    rows.push({ account: token.text, printed: printed[j]!.text, relation: relationOf(token, printed[j]!) });
    onlyOnIdFrom(j + 1);
  }

  const suspicious = suspiciousIn(
    accountName,
    printedName,
    [...pairs].map(([i, j]) => [account[i]!, printed[j]!] as const),
  );
  const order = orderOf(account, printed);
  const side = (typed: string, tokens: readonly Token[]): NameSide => ({
    typed,
    tokens: tokens.map(({ text }) => text),
    normalised: tokens.map(({ folded }) => folded).join(' '),
  });
  return {
    rule: nameRule,
    account: side(accountName, account),
    printed: side(printedName, printed),
    rows,
    order,
    suspicious,
    equal: order !== 'other' && suspicious.length === 0,
  };
};
