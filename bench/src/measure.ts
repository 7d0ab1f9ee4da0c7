import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findCase, toRawRequest, type CaseName } from './cases.ts';
import { toBody, type RunningGateway } from './gateways.ts';
import { askOnce } from './responses.ts';
import { readCpuSeconds, readMemoryMb } from './runningProcess.ts';
import type { Upstream } from './upstream.ts';
import { runWrk } from './wrk.ts';

/** The results of one window of load. Latencies are milliseconds. */
export interface Measurement {
  /** CPU time of the whole process, in microseconds, divided by the requests whose calls reached the upstream. */
  readonly cpuPerRequest: number;
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Memory right after the window. */
  readonly memoryMb: number;
}

export interface WindowOptions {
  readonly caseName: CaseName;
  readonly connections: number;
  readonly seconds: number;
  readonly upstream: Upstream;
  /** Folder for the files with requests. */
  readonly folder: string;
}

/**
 * Share of requests by which the upstream may count differently, besides the requests that run at both ends of a
 * window.
 */
const TOLERANCE = 0.02;
/** Milliseconds for the last requests of the warm-up to end. */
const SETTLE_MS = 100;
const MAX_HEAD_BYTES = 1500;

/**
 * Warms up, then measures. Null when the gateway does not take the case.
 * @throws when a response is not good, or when the upstream got fewer calls than the requests need: the gateway would
 * be fast because it does not do the work
 */
export async function measureWindow(server: RunningGateway, options: WindowOptions): Promise<Measurement | null> {
  const { caseName, connections, seconds, upstream, folder } = options;
  const body = toBody(server.gateway, caseName);
  if (body === null) return null;
  const requestFile = join(folder, `${server.gateway.name}-${caseName}`);
  await writeFile(requestFile, toRawRequest(`127.0.0.1:${server.port}`, '/graphql', body));
  const responseBytes = Buffer.byteLength(await askOnce(server.url, body));
  await runWrk(server.url, { requestFile, connections, seconds: Math.max(1, Math.floor(seconds / 2)) });
  await wait(SETTLE_MS);
  const [cpuBefore, callsBefore] = [await readCpuSeconds(server.pid), await upstream.countRequests()];
  const load = await runWrk(server.url, { requestFile, connections, seconds });
  const [cpuAfter, callsAfter] = [await readCpuSeconds(server.pid), await upstream.countRequests()];
  const name = `${server.gateway.name}, ${caseName}, ${connections} connections`;
  if (load.errors > 0) throw new Error(`${name}: ${load.errors} errors`);
  const bytesPerResponse = load.bytes / load.requests;
  if (bytesPerResponse < responseBytes || bytesPerResponse > responseBytes + MAX_HEAD_BYTES) {
    throw new Error(`${name}: responses have ${bytesPerResponse} bytes, the first one had ${responseBytes}`);
  }
  const { upstreamCalls } = findCase(caseName);
  // Count the calls of the upstream, because requests that the end of the window cut off took CPU time too.
  const worked = (callsAfter - callsBefore - 1) / upstreamCalls;
  if (Math.abs(worked - load.requests) > load.requests * TOLERANCE + connections * 2) {
    throw new Error(`${name}: ${worked * upstreamCalls} calls of the upstream for ${load.requests} requests`);
  }
  return {
    cpuPerRequest: ((cpuAfter - cpuBefore) / worked) * 1e6,
    requestsPerSecond: load.requests / load.seconds,
    p50: load.p50,
    p99: load.p99,
    memoryMb: await readMemoryMb(server.pid),
  };
}
