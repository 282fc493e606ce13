/** Two ways to do the same things at a window: with the mouse, and with nothing but the keyboard. */
import { expect, type Locator, type Page } from '@playwright/test';

export type Hands = {
  /** A button, a link, a row's own action. `key` is the desk's own key for it: one, or two after each other (`g r`). */
  press(target: Locator, key?: string): Promise<void>;
  /** An item of a menu; `key` is the desk's own key for the same. */
  pick(menu: Locator, item: string, key?: string): Promise<void>;
  /** What stands in a field becomes these words. */
  write(field: Locator, words: string): Promise<void>;
  /** A check box or one of several radio buttons. */
  tick(target: Locator): Promise<void>;
  /** An option of a list that opens. */
  choose(field: Locator, option: string): Promise<void>;
  /** Six digits into cells; the first has the focus or gets it. */
  code(cells: Locator, digits: string): Promise<void>;
  /** A line of a table, opened. */
  open(row: Locator): Promise<void>;
};

const optionsOf = (page: Page, option: string): Locator => page.getByRole('option', { name: option });

export const mouse: Hands = {
  press: (target) => target.click(),
  async pick(menu, item) {
    await menu.click();
    await menu.page().getByRole('menuitem', { name: item }).click();
  },
  write: (field, words) => field.fill(words),
  async tick(target) {
    // A drawn control has the real one hidden beside it: the label is what a person presses.
    const id = await target.getAttribute('id');
    const label = target
      .page()
      .locator(`label[for="${id ?? ''}"]`)
      .first();
    await (id !== null && (await label.count()) > 0 ? label : target).click();
    await expect(target).toBeChecked();
  },
  async choose(field, option) {
    const listed = optionsOf(field.page(), option).first();
    if (!(await listed.isVisible())) await field.click();
    await listed.click();
  },
  async code(cells, digits) {
    await cells.getByRole('textbox').first().click();
    await cells.page().keyboard.type(digits);
  },
  open: (row) => row.dblclick(),
};

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);
const mostTabs = 150;

/** Tab, until it has the focus. Fails for what a keyboard can't reach. */
const reach = async (target: Locator): Promise<void> => {
  await target.waitFor({ state: 'attached' });
  for (let tabs = 0; tabs < mostTabs; tabs += 1) {
    if (await isFocused(target)) return;
    await target.page().keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${String(target)}`);
};

export const keyboard: Hands = {
  async press(target, key) {
    await expect(target).toBeVisible();
    const { keyboard: keys } = target.page();
    if (key !== undefined) {
      for (const one of key.split(' ')) await keys.press(one);
      return;
    }
    await expect(target).toBeEnabled();
    await reach(target);
    await keys.press('Enter');
  },
  async pick(menu, item, key) {
    const { keyboard: keys } = menu.page();
    if (key !== undefined) return keys.press(key);
    await reach(menu);
    await keys.press('Enter');
    const wanted = menu.page().getByRole('menuitem', { name: item });
    await wanted.waitFor();
    for (let steps = 0; steps < 20 && !(await isFocused(wanted)); steps += 1) await keys.press('ArrowDown');
    await keys.press('Enter');
  },
  async write(field, words) {
    await reach(field);
    const { keyboard: keys } = field.page();
    await keys.press('ControlOrMeta+a');
    await keys.press('Delete');
    await keys.insertText(words);
  },
  async tick(target) {
    await target.waitFor({ state: 'attached' });
    const { keyboard: keys } = target.page();
    const name = await target.evaluate((input: HTMLInputElement) => (input.type === 'radio' ? input.name : null));
    if (name === null) {
      await reach(target);
      if (!(await target.isChecked())) await keys.press('Space');
      return;
    }
    // Tab comes to a group once; the arrows go on inside it.
    const isInGroup = () =>
      target.evaluate(
        (input: HTMLInputElement) =>
          document.activeElement instanceof HTMLInputElement && document.activeElement.name === input.name,
      );
    for (let tabs = 0; tabs < mostTabs && !(await isInGroup()); tabs += 1) await keys.press('Tab');
    for (let steps = 0; steps < 12 && !(await isFocused(target)); steps += 1) await keys.press('ArrowDown');
    if (!(await target.isChecked())) await keys.press('Space');
    await expect(target).toBeChecked();
  },
  async choose(field, option) {
    await reach(field);
    const page = field.page();
    const listed = optionsOf(page, option).first();
    if (!(await listed.isVisible())) await page.keyboard.press('ArrowDown');
    await listed.waitFor();
    for (let steps = 0; steps < 30; steps += 1) {
      if ((await listed.getAttribute('data-combobox-selected')) !== null) break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
  },
  async code(cells, digits) {
    const first = cells.getByRole('textbox').first();
    await reach(first);
    await first.page().keyboard.type(digits);
  },
  async open(row) {
    const { keyboard: keys } = row.page();
    for (let steps = 0; steps < 50 && (await row.getAttribute('aria-selected')) !== 'true'; steps += 1)
      await keys.press('j');
    await expect(row).toHaveAttribute('aria-selected', 'true');
    await keys.press('Enter');
  },
};
