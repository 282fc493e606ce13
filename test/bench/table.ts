/** The one table that the bench prints: what was measured, against what, and what to reach. */

export type Line = {
  readonly measure: string;
  readonly measured: string;
  /** The bare thing of the same run. */
  readonly baseline: string;
  /** Measured ÷ baseline; null where there is none. */
  readonly ratio: number | null;
  readonly reach: string;
  /** `null`: a figure for information. */
  readonly isReached: boolean | null;
  /** What holds it back; printed only when the reach is missed. */
  readonly why?: string;
};

/** Milliseconds for people. */
export const ms = (value: number): string =>
  value < 1
    ? `${(value * 1000).toFixed(0)} µs`
    : value < 100
      ? `${value.toFixed(value < 10 ? 2 : 1)} ms`
      : value < 10_000
        ? `${value.toFixed(0)} ms`
        : `${(value / 1000).toFixed(1)} s`;
/** Events a second for people. */
export const rate = (perSecond: number): string =>
  perSecond >= 10_000 ? `${(perSecond / 1000).toFixed(0)} k/s` : `${perSecond.toFixed(0)} /s`;

const heads = ['measure', 'measured', 'baseline', 'ratio', 'reach', ''] as const;
const cellsOf = (line: Line): readonly string[] => [
  line.measure,
  line.measured,
  line.baseline,
  line.ratio === null ? '' : `${line.ratio.toFixed(2)} ×`,
  line.reach,
  line.isReached === null ? '' : line.isReached ? 'ok' : 'SHORT',
];

/** The table, then one line for each measure that is short. */
export const tableOf = (lines: readonly Line[]): string => {
  const rows = [heads as readonly string[], ...lines.map(cellsOf)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const drawn = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 || column >= 4 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  drawn.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
  const short = lines.filter((line) => line.isReached === false);
  const notes =
    short.length === 0
      ? ['', 'All that has a reach is within it.']
      : [
          '',
          'Short of the reach:',
          ...short.map(
            (line) => `- ${line.measure}: ${line.why ?? 'nothing known holds it back; run again on a quiet machine.'}`,
          ),
        ];
  return [...drawn, ...notes].join('\n');
};
