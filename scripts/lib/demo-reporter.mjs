/** Playwright's reporter for the demo: each step of the walk is a line at the moment it begins. */
class DemoReporter {
  onTestBegin() {
    this.began = performance.now();
  }

  onStepBegin(_test, _result, step) {
    if (step.category !== 'test.step') return;
    let depth = 0;
    for (let above = step.parent; above; above = above.parent) if (above.category === 'test.step') depth += 1;
    const at = ((performance.now() - this.began) / 1000).toFixed(1).padStart(6);
    process.stdout.write(`${at} s  ${'  '.repeat(depth)}${step.title}\n`);
  }

  onStdOut(chunk) {
    process.stdout.write(chunk);
  }

  onStdErr(chunk) {
    process.stderr.write(chunk);
  }

  onTestEnd(test, result) {
    if (result.status !== 'passed') process.stdout.write(`${test.title}: ${result.status}\n`);
    for (const error of result.errors) process.stdout.write(`${error.stack ?? error.message ?? error.value}\n`);
  }

  onError(error) {
    process.stdout.write(`${error.stack ?? error.message ?? error.value}\n`);
  }

  printsToStdio() {
    return true;
  }
}

// oxlint-disable-next-line import/no-default-export -- Playwright asks for one
export { DemoReporter as default };
