import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface Bin {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** Resolves with all of standard output once it holds a match. Rejects when the process ends before. */
  printed(pattern: RegExp): Promise<string>;
  /** Resolves when the process has ended. */
  readonly ended: Promise<{ code: number | null; signal: string | null; stdout: string; stderr: string }>;
}

/** Runs the built bin with nothing in its environment but what is given. Ended when the test ends. */
export function startBin(args: readonly string[], env: Readonly<Record<string, string>> = {}): Bin {
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const ended: Bin['ended'] = new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    child,
    ended,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (pattern.test(stdout)) resolve(stdout);
        };
        child.stdout.on('data', check);
        void ended.then(() => reject(new Error(`ended before it printed ${pattern}: ${stderr}`)));
        check();
      }),
  };
}
