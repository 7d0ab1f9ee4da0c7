import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { startBin, type Bin } from '../../../support/bin.ts';

const ALARM = /uncaught|unhandled|"level":60|"msg":"bug"|"msg":"request failed"|Warning:/i;

interface ProductLog {
  readonly bytes: number;
  /** Lines that must not be there: the first ones, and of each the beginning. */
  readonly alarms: readonly string[];
  /** Lines of the access log about operations of this type; `null` is that of requests that were not understood, or not begun. */
  requests(type: string): number;
}

/** The built gateway in a process of its own, in production mode, with its default limits. */
export interface Product {
  readonly url: string;
  readonly bin: Bin;
  readonly log: ProductLog;
  /** Most memory that the process has had, in MB. */
  readPeakMemory(): Promise<number>;
  /** CPU time that the process has taken, in milliseconds: other processes make it hardly longer. */
  readCpu(): Promise<number>;
  /** The longest block of the event loop since the last time it was read, in milliseconds. */
  readLongestBlock(): Promise<number>;
  /** Requests that were counted as left by their clients before the answer. */
  readLeft(): Promise<number>;
  /** What the gateway says of its upstream. */
  readUpstream(): Promise<{ running: number; queued: number; isBreakerClosed: boolean }>;
}

/** Ended when the test ends. */
export async function startProduct(endpoint: string, env: Readonly<Record<string, string>>): Promise<Product> {
  const bin = startBin(
    [],
    { NODE_ENV: 'production', GLANCE_ENDPOINT: endpoint, MEMBER_IDS: 'any', PORT: '0', METRICS_PORT: '0', ...env },
    { keepsErrors: false },
  );
  const log = readLog(bin.child.stderr);
  const stdout = await bin.printed(/^Metrics are at .*\n/m);
  const metricsUrl = /^Metrics are at (\S+)/m.exec(stdout)?.[1] ?? '';
  const readMetrics = async (): Promise<(name: string) => number> => {
    const text = await (await fetch(metricsUrl)).text();
    return (name) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
  };
  return {
    url: /^GraphQL is at (\S+?)\/graphql/m.exec(stdout)?.[1] ?? '',
    bin,
    log,
    async readPeakMemory() {
      const status = await readFile(`/proc/${bin.child.pid}/status`, 'utf8');
      return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
    },
    async readCpu() {
      const stat = await readFile(`/proc/${bin.child.pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // User and system time, in hundredths of a second.
      return (Number(fields[11]) + Number(fields[12])) * 10;
    },
    readLongestBlock: async () => (await readMetrics())('nodejs_eventloop_lag_max_seconds') * 1000,
    readLeft: async () => (await readMetrics())('glance_graphql_responses_total\\{status="499"\\}') || 0,
    async readUpstream() {
      const read = await readMetrics();
      return {
        running: read('glance_graphql_upstream_calls_running'),
        queued: read('glance_graphql_upstream_calls_queued'),
        isBreakerClosed: read('glance_graphql_upstream_breaker_state\\{state="closed"\\}') === 1,
      };
    },
  };
}

function readLog(stream: Readable): ProductLog {
  let bytes = 0;
  let rest = '';
  const alarms: string[] = [];
  const requests = new Map<string, number>();
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    const lines = (rest + chunk.toString('latin1')).split('\n');
    // A line without an end must not be kept whole.
    rest = (lines.pop() ?? '').slice(0, 1000);
    for (const line of lines) {
      if (ALARM.test(line) && alarms.length < 3) alarms.push(line.slice(0, 300));
      const type = /"operationType":"?(\w+).*"msg":"request"/.exec(line)?.[1];
      if (type !== undefined) requests.set(type, (requests.get(type) ?? 0) + 1);
    }
  });
  return {
    get bytes() {
      return bytes;
    },
    alarms,
    requests: (type) => requests.get(type) ?? 0,
  };
}
