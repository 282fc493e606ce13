import { say } from './project.mjs';

const quietMs = 2_000;

/** Does `work`, and shows that it goes on when it takes longer than two seconds. `work` may report how far it is. */
export const withProgress = async (label, work) => {
  const terminal = process.stdout.isTTY;
  const began = performance.now();
  let state = '';
  let shown = false;
  const show = () => {
    const line = `  ${label}: ${state || 'working'}, ${Math.round((performance.now() - began) / 1000)} s`;
    shown = true;
    if (terminal) process.stdout.write(`\r\x1b[K${line}`);
    else say(line);
  };
  let timer = setTimeout(function again() {
    show();
    timer = setTimeout(again, terminal ? 500 : 10_000);
  }, quietMs);
  try {
    return await work((text) => {
      state = text;
    });
  } finally {
    clearTimeout(timer);
    if (shown && terminal) process.stdout.write('\r\x1b[K');
  }
};

/** A number of bytes as whole megabytes. */
export const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;
