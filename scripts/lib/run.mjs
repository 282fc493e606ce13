import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { childEnv, root } from './project.mjs';

/** Runs a program on this terminal and gives its exit code; Ctrl-C and a termination reach it too. */
export const run = (program, args, { env = {}, cwd = root, uid, gid } = {}) => {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { cwd, env: childEnv(env), stdio: 'inherit', uid, gid });
    const pass = (signal) => child.kill(signal);
    // A terminal sends Ctrl-C to both; waiting for the child keeps its last lines and its exit code.
    const interrupt = () => {
      if (!process.stdin.isTTY) child.kill('SIGINT');
    };
    process.on('SIGINT', interrupt);
    process.on('SIGTERM', pass);
    process.on('SIGHUP', pass);
    const settle = () => {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', pass);
      process.off('SIGHUP', pass);
    };
    child.on('error', (error) => {
      settle();
      failed(error);
    });
    child.on('close', (code, signal) => {
      settle();
      done(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
};

/** Runs one of the project's own JavaScript commands with this Node. */
export const runNode = (args, options) => run(process.execPath, args, options);

/** Runs a program out of sight; gives its exit code and everything it printed. */
export const collect = (program, args, { env = {}, cwd = root, uid, gid } = {}) => {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd, env: childEnv(env), stdio: ['ignore', 'pipe', 'pipe'], uid, gid });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => done({ code: 127, output: error.message }));
    child.on('close', (code) => done({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
};
