import { ensureNode } from './lib/node.mjs';

// `npm test`: everything that says no. Name parts to run only those: npm test unit, npm test e2e.
// `long` runs only when it is named.
// The last line alone is the count over all of them.

ensureNode();
const { command, seconds, say, Advice } = await import('./lib/project.mjs');
const steps = await import('./lib/test-steps.mjs');

await command(async (args) => {
  const show = args.includes('--show');
  const words = args.filter((word) => word !== '--show');
  const named = words.filter((word) => steps.parts.includes(word));
  const extra = words.filter((word) => !steps.parts.includes(word));
  if (extra.length > 0 && (named.length !== 1 || !/^(unit|e2e|long)/.test(named[0]))) throw steps.unknownPart(extra);

  const isOn = (part) => named.length === 0 || named.includes(part);
  const total = { passed: 0, failed: 0, skipped: 0 };
  const broken = [];
  const step = async (name, work) => {
    const began = performance.now();
    say(`\n── ${name}`);
    let result;
    try {
      result = await work();
    } catch (error) {
      console.error(error instanceof Advice ? error.message : error);
      result = { ok: false, passed: 0, failed: 1, skipped: 0 };
    }
    for (const key of Object.keys(total)) total[key] += result[key];
    if (!result.ok) broken.push(name);
    say(`── ${name}: ${result.ok ? 'ok' : 'FAILED'}, ${seconds(began)}`);
    return result.ok;
  };

  if (isOn('lint')) await step('lint', steps.lint);
  if (isOn('types')) await step('types', steps.types);
  if (isOn('unit')) await step('unit', () => steps.unit(extra));
  if (named.includes('long')) await step('long', () => steps.long(extra));
  const endToEnd = isOn('e2e') || named.includes('e2e:user');
  if (endToEnd || isOn('build')) {
    const built = await step('build', steps.build);
    if (endToEnd && built)
      await step('e2e', () => steps.endToEnd(extra, { show, only: isOn('e2e') ? undefined : 'user' }));
    else if (endToEnd) broken.push('e2e (not run: there is no build)');
  }

  say(broken.length > 0 ? `\nFailed: ${broken.join(', ')}\n` : '');
  say(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
  return broken.length > 0 ? 1 : 0;
});
