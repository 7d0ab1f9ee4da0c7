import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CORES } from './runningProcess.ts';

const SCRIPT = fileURLToPath(new URL('../lua/request.lua', import.meta.url));

/** What a load came to. Latencies are milliseconds. */
export interface Load {
  readonly requests: number;
  readonly seconds: number;
  readonly bytes: number;
  /** Answers with an error status, and requests without an answer. */
  readonly errors: number;
  readonly p50: number;
  readonly p99: number;
}

export interface LoadOptions {
  /** Holds the raw request. */
  readonly requestFile: string;
  readonly connections: number;
  readonly seconds: number;
}

/** As many requests as `connections` clients get answered that wait for each answer before they ask again. */
export async function runWrk(url: string, { requestFile, connections, seconds }: LoadOptions): Promise<Load> {
  const wrk = ['wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', SCRIPT, url];
  const { stdout } = await promisify(execFile)('taskset', ['-c', String(CORES.load), ...wrk, '--', requestFile]);
  return parseLoad(stdout);
}

/** Reads the last line that a load generator prints. */
export function parseLoad(output: string): Load {
  const load: Load = JSON.parse(output.trim().split('\n').at(-1) ?? '');
  return load;
}
