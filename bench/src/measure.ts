import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findCase, toRawRequest, type CaseName } from './cases.ts';
import { toBody, type RunningGateway } from './gateways.ts';
import { askOnce } from './answers.ts';
import { readCpuSeconds, readMemoryMb } from './runningProcess.ts';
import type { Upstream } from './upstream.ts';
import { runWrk } from './wrk.ts';

/** What one window of load came to. Latencies are milliseconds. */
export interface Measurement {
  /** CPU time of the whole process, in microseconds, for each request's worth of calls that reached the upstream. */
  readonly cpuPerRequest: number;
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Right after it. */
  readonly memoryMb: number;
}

export interface WindowOptions {
  readonly caseName: CaseName;
  readonly connections: number;
  readonly seconds: number;
  readonly upstream: Upstream;
  /** For the files that hold requests. */
  readonly folder: string;
}

/** Besides the requests that are under way at both ends of a window. */
const TOLERANCE = 0.02;
/** For what the warm-up left under way. */
const SETTLE_MS = 100;
const MAX_HEAD_BYTES = 1500;

/**
 * Warms up, then measures. Null where the gateway does not take the case.
 * @throws when an answer was not good, or when the gateway did not do the work: a share of what is fast otherwise
 */
export async function measureWindow(server: RunningGateway, options: WindowOptions): Promise<Measurement | null> {
  const { caseName, connections, seconds, upstream, folder } = options;
  const body = toBody(server.gateway, caseName);
  if (body === null) return null;
  const requestFile = join(folder, `${server.gateway.name}-${caseName}`);
  await writeFile(requestFile, toRawRequest(`127.0.0.1:${server.port}`, '/graphql', body));
  const answerBytes = Buffer.byteLength(await askOnce(server.url, body));
  await runWrk(server.url, { requestFile, connections, seconds: Math.max(1, Math.floor(seconds / 2)) });
  await wait(SETTLE_MS);
  const [cpuBefore, callsBefore] = [await readCpuSeconds(server.pid), await upstream.countRequests()];
  const load = await runWrk(server.url, { requestFile, connections, seconds });
  const [cpuAfter, callsAfter] = [await readCpuSeconds(server.pid), await upstream.countRequests()];
  const name = `${server.gateway.name}, ${caseName}, ${connections} connections`;
  if (load.errors > 0) throw new Error(`${name}: ${load.errors} errors`);
  const bytesPerAnswer = load.bytes / load.requests;
  if (bytesPerAnswer < answerBytes || bytesPerAnswer > answerBytes + MAX_HEAD_BYTES) {
    throw new Error(`${name}: answers have ${bytesPerAnswer} bytes, the first one had ${answerBytes}`);
  }
  const { upstreamCalls } = findCase(caseName);
  // Work that the end of the window cut off was no less work.
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
