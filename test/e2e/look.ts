/** What becomes of a screen while a walk passes it: looked at by axe, pictured for people, or nothing. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Called by a walk at every screen. `name` is short and stable, `caption` a sentence for people. */
export type Look = (page: Page, name: string, caption: string) => Promise<void>;

/** Whatever axe finds in a screen as it stands, in both schemes' colours. */
export const findings = async (page: Page): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await dress(page, colorScheme);
    // No new page can be opened in a window of the desk, which axe's usual way asks for.
    // Messages are shown in frames that run nothing, axe included.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).options({ iframes: false }).analyze();
    for (const { id, help, nodes } of violations)
      found.push(
        ...nodes.map(
          ({ target, failureSummary }) =>
            `${colorScheme}: ${id} (${help}) at ${target.join(' ')}: ${failureSummary ?? ''}`,
        ),
      );
  }
  await dress(page, 'light');
  return found;
};

/** Shows a page in a scheme, and returns when it has changed all over: half a colour fails every contrast. */
const dress = async (page: Page, colorScheme: 'light' | 'dark'): Promise<void> => {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(async (wanted) => {
    const frame = () =>
      new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
    // The desk's page puts the scheme on its root a moment after the system says so; other pages have none there.
    const isDressed = () => (document.documentElement.dataset['mantineColorScheme'] ?? wanted) === wanted;
    for (let frames = 0; frames < 120 && !isDressed(); frames += 1) await frame();
    for (let frames = 0; frames < 3; frames += 1) await frame();
    await Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    );
  }, colorScheme);
};

/** axe finds nothing on any screen. Collected, so that one run tells of all. */
export const axeLook = (): { readonly look: Look; readonly expectNothing: () => void } => {
  const all: Record<string, readonly string[]> = {};
  return {
    look: async (page, name) => {
      const found = await findings(page);
      if (found.length > 0) all[name] = found;
    },
    expectNothing: () => expect(all).toEqual({}),
  };
};

export type Shot = {
  readonly number: number;
  readonly name: string;
  readonly caption: string;
  /** Light, then dark. */
  readonly files: readonly string[];
  readonly isNarrow: boolean;
};

/** Numbered pictures, light and dark, into a folder. */
export const pictures = (folder: string): { readonly look: Look; readonly shots: Shot[] } => {
  const shots: Shot[] = [];
  return {
    shots,
    look: async (page, name, caption) => {
      await mkdir(folder, { recursive: true });
      const number = shots.length + 1;
      const files: string[] = [];
      for (const colorScheme of ['dark', 'light'] as const) {
        await dress(page, colorScheme);
        const file = `${String(number).padStart(2, '0')}-${name}${colorScheme === 'dark' ? '-dark' : ''}.png`;
        await writeFile(join(folder, file), await page.screenshot());
        files.unshift(file);
      }
      shots.push({ number, name, caption, files, isNarrow: (await page.evaluate(() => innerWidth)) < 500 });
    },
  };
};

export const noLook: Look = async () => undefined;
