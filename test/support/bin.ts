import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface Bin {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** Resolves with all of standard output once it holds a match. Rejects when the process ends before. */
  printed(pattern: RegExp): Promise<string>;
  /** The same of standard error. */
  logged(pattern: RegExp): Promise<string>;
  /** Resolves when the process has ended. */
  readonly ended: Promise<{ code: number | null; signal: string | null; stdout: string; stderr: string }>;
}

/**
 * Runs the built bin with nothing in its environment but what is given. Ended when the test ends.
 * @param options `keepsErrors` is false for one that writes more to standard error than can be kept
 */
export function startBin(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  { keepsErrors = true }: { keepsErrors?: boolean } = {},
): Bin {
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  if (keepsErrors) child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const ended: Bin['ended'] = new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const wrote = (stream: Readable, pattern: RegExp, read: () => string): Promise<string> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        if (!pattern.test(read())) return;
        stream.off('data', check);
        resolve(read());
      };
      stream.on('data', check);
      void ended.then(() => reject(new Error(`ended before it printed ${pattern}: ${stderr}`)));
      check();
    });
  return {
    child,
    ended,
    printed: (pattern) => wrote(child.stdout, pattern, () => stdout),
    logged: (pattern) => wrote(child.stderr, pattern, () => stderr),
  };
}
