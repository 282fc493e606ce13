import axe from 'axe-core';

/** What axe finds wrong on the page, one line each; colours can't be judged in jsdom, and are on the real screens. */
export const axeFindings = async (): Promise<readonly string[]> => {
  const { violations } = await axe.run(document.body, {
    // Messages are shown in frames that run nothing, axe included.
    iframes: false,
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html}`));
};
