/** Figures out of samples. Medians, because other work on the machine makes single runs differ. */

/** The value below which a share `p` (0 to 1) of the samples lies. */
export const percentile = (samples: readonly number[], p: number): number => {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
};

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** How long something took, in milliseconds. */
export const timed = async (work: () => unknown): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

/**
 * Times two things turn by turn, so that a slow moment of the machine falls on both. Milliseconds; the first rounds
 * warm up. `between` is outside the clock.
 */
export const turnByTurn = async (
  rounds: number,
  a: (round: number) => unknown,
  b: (round: number) => unknown,
  between?: (round: number) => unknown,
): Promise<{ readonly a: readonly number[]; readonly b: readonly number[] }> => {
  const found = { a: [] as number[], b: [] as number[] };
  const warm = Math.ceil(rounds / 10);
  for (let round = 0; round < rounds + warm; round += 1) {
    const first = await timed(() => a(round));
    await between?.(round);
    const second = await timed(() => b(round));
    if (round < warm) continue;
    found.a.push(first);
    found.b.push(second);
  }
  return found;
};
