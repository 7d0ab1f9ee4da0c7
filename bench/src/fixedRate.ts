import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { toRawRequest } from './cases.ts';
import { CORES } from './runningProcess.ts';
import { parseLoad, type Load } from './wrk.ts';

const PROGRAM = fileURLToPath(new URL('openLoop.js', import.meta.url));

export interface FixedRateOptions {
  readonly port: number;
  readonly path: string;
  /** JSON text. */
  readonly body: string;
  /** Requests a second. */
  readonly rate: number;
  readonly seconds: number;
  /** Folder for the file with the request. */
  readonly folder: string;
}

/**
 * Measures the latency at a fixed rate, after a second to warm up.
 * @returns null when the server does not keep up with the rate
 */
export async function measureFixedRate(options: FixedRateOptions): Promise<Load | null> {
  const { port, path, body, rate, seconds, folder } = options;
  const requestFile = join(folder, `fixed-${port}`);
  await writeFile(requestFile, toRawRequest(`127.0.0.1:${port}`, path, body));
  await runOpenLoop([port, requestFile, rate, 1]);
  const load = await runOpenLoop([port, requestFile, rate, seconds]);
  if (load.errors > 0) throw new Error(`port ${port} at ${rate}/s: ${load.errors} errors`);
  return load.seconds < seconds * 1.1 ? load : null;
}

async function runOpenLoop(args: readonly (string | number)[]): Promise<Load> {
  const command = [process.execPath, PROGRAM, ...args.map(String)];
  const { stdout } = await promisify(execFile)('taskset', ['-c', String(CORES.load), ...command]);
  return parseLoad(stdout);
}
