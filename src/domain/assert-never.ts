/** For the end of a switch over a union: a new member does not compile until it has its case. */
export const assertNever = (value: never): never => {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
};
