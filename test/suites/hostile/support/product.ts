import { readFile } from 'node:fs/promises';
import { startBin, type Bin } from '../../../support/bin.ts';

const ALARM = /uncaught|unhandled|"level":60|"msg":"bug"|"msg":"request failed"|Warning:/i;

/** The built gateway in a process of its own, in production mode, with its default limits. */
export interface Product {
  readonly url: string;
  readonly bin: Bin;
  /** Lines and bytes of its log. */
  readonly log: { lines: number; bytes: number; alarms: string[] };
  /** Most memory that the process has had, in MB. */
  readPeakMemory(): Promise<number>;
  /** CPU time that the process has taken, in milliseconds: other processes make it hardly longer. */
  readCpu(): Promise<number>;
  /** The longest block of the event loop since the last time it was read, in milliseconds. */
  readLongestBlock(): Promise<number>;
  /** What the gateway says of its upstream. */
  readUpstream(): Promise<{ running: number; queued: number; isBreakerClosed: boolean }>;
}

/** Ended when the test ends. */
export async function startProduct(endpoint: string, env: Readonly<Record<string, string>>): Promise<Product> {
  const bin = startBin(
    [],
    { NODE_ENV: 'production', GLANCE_ENDPOINT: endpoint, PORT: '0', METRICS_PORT: '0', ...env },
    { keepsErrors: false },
  );
  const log = { lines: 0, bytes: 0, alarms: new Array<string>() };
  bin.child.stderr.on('data', (chunk: Buffer) => {
    log.bytes += chunk.length;
    for (const line of chunk.toString('latin1').split('\n')) {
      if (line !== '') log.lines += 1;
      if (ALARM.test(line) && log.alarms.length < 3) log.alarms.push(line.slice(0, 300));
    }
  });
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
