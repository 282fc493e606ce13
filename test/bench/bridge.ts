/** A call over the bridge, checked on both sides, against a bare invoke of the same answer. In real Electron. */
import type { CallResult } from '#contract/errors';
import { cannedInputs } from './electron/canned';
import type { CannedCall } from './electron/canned';
import { benchWindows } from './electron/launch';
import { median, percentile } from './stats';
import { ms } from './table';
import type { Line } from './table';

type Bridge = { call(name: unknown, input: unknown): Promise<unknown> };
type InPage = { readonly desk: Bridge; readonly bare: Bridge };

const rounds = 1500;

/** Three calls, turn by turn with the bare channel. */
export const measureBridge = async (): Promise<readonly Line[]> => {
  const window = await (await benchWindows()).launch('bridge');
  try {
    const lines: Line[] = [];
    await window.page.waitForFunction(() => document.title === 'bridge');
    for (const name of Object.keys(cannedInputs) as CannedCall[]) {
      const found = await window.page.evaluate(
        async ({ call, input, times }) => {
          const { desk, bare } = window as unknown as InPage;
          const first = (await desk.call(call, input)) as CallResult<unknown>;
          if (!first.ok) throw new Error(first.error.message);
          const samples = { desk: [] as number[], bare: [] as number[], isolated: crossOriginIsolated };
          for (let i = -100; i < times; i += 1) {
            const began = performance.now();
            await desk.call(call, input);
            const between = performance.now();
            await bare.call(call, input);
            if (i < 0) continue;
            samples.desk.push(between - began);
            samples.bare.push(performance.now() - between);
          }
          return samples;
        },
        { call: name, input: cannedInputs[name], times: rounds },
      );
      const ratio = median(found.desk) / median(found.bare);
      lines.push({
        measure: `bridge call ${name}`,
        measured: `p50 ${ms(median(found.desk))}, p95 ${ms(percentile(found.desk, 0.95))}`,
        baseline: `p50 ${ms(median(found.bare))}, p95 ${ms(percentile(found.bare, 0.95))} bare invoke`,
        ratio,
        reach: 'p50 ≤ 2 ×',
        isReached: ratio <= 2,
        why: found.isolated
          ? 'zod goes through the whole answer.'
          : 'zod goes through the whole answer; and this page’s clock is only good to 0.1 ms.',
      });
    }
    return lines;
  } finally {
    await window.close();
  }
};
