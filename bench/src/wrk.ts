import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CORES } from './runningProcess.ts';

const SCRIPT = fileURLToPath(new URL('../lua/request.lua', import.meta.url));

/** The results of a load. Latencies are milliseconds. */
export interface Load {
  readonly requests: number;
  readonly seconds: number;
  readonly bytes: number;
  /** Responses with an error status, and requests without a response. */
  readonly errors: number;
  readonly p50: number;
  readonly p99: number;
}

export interface LoadOptions {
  /** File with the HTTP request. */
  readonly requestFile: string;
  readonly connections: number;
  readonly seconds: number;
}

/** Runs `connections` clients, each of which sends its next request after the response to the last one. */
export async function runWrk(url: string, { requestFile, connections, seconds }: LoadOptions): Promise<Load> {
  const wrk = ['wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', SCRIPT, url];
  const { stdout } = await promisify(execFile)('taskset', ['-c', String(CORES.load), ...wrk, '--', requestFile]);
  return parseLoad(stdout);
}

/** Reads the results from the last line of a load generator. */
export function parseLoad(output: string): Load {
  const load: Load = JSON.parse(output.trim().split('\n').at(-1) ?? '');
  return load;
}
