import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Agent } from 'undici';
import { onTestFinished } from 'vitest';
import { createLoad } from './load.ts';
import { createMix } from './operations.ts';
import { startSampler, toHeapSlope } from './sampler.ts';
import { compareRows, createShares } from './shares.ts';
import { startSubject } from './startSubject.ts';
import { startUpstream } from './startUpstream.ts';

const CLIENTS = 64;
/** More than the gateway lets run at a time, so that it is what refuses. */
const CONNECTIONS = 1024;
const FAULT_SHARE = 0.02;
const OUTAGE_EVERY_MS = 60_000;
const OUTAGE_MS = 3000;
/** Before its heap has its shape, and before there is anything to fit a line to. */
const SHORTEST_FIT_SECONDS = 120;
const MAX_SLOPE = 2;
const MAX_RSS = 700;

export interface SoakReport {
  readonly text: string;
  /** Empty when all is well. */
  readonly problems: readonly string[];
}

/** Measures what the gateway can do, then asks twice as much of it while its upstream breaks. */
export async function runSoak(seconds: number, warmUpSeconds: number): Promise<SoakReport> {
  const canary = `canary-${randomBytes(16).toString('hex')}`;
  const upstream = await startUpstream(canary, 1);
  const subject = await startSubject(upstream.url, canary);
  const shares = createShares(upstream);
  const agent = new Agent({ connections: CONNECTIONS, pipelining: 1 });
  onTestFinished(() => agent.destroy());
  let shown = 0;
  const inspect = (text: string): void => {
    if (text.includes(canary)) shown += 1;
  };
  const { url, metricsUrl } = subject;
  const load = createLoad({ url, next: createMix(upstream, shares), inspect, agent });

  // The best of three: others use the machine too, and the first is cold.
  let capacity = 0;
  for (let i = 0; i < 3; i += 1) {
    capacity = Math.max(capacity, await load.closedLoop(CLIENTS, warmUpSeconds / 3));
  }
  // The burst of connections belongs to the warm-up: a client, or a balancer, keeps them.
  await load.closedLoop(CONNECTIONS, 1);
  const sampler = startSampler({ metricsUrl, everyMs: 1000, inspect });
  upstream.tell({ faults: FAULT_SHARE });
  const outages = new AbortController();
  const breaking = (async () => {
    const every = Math.min(OUTAGE_EVERY_MS, seconds * 500);
    for (;;) {
      await wait(every, null, { signal: outages.signal });
      upstream.tell({ outage: true });
      await wait(Math.min(OUTAGE_MS, every / 4), null, { signal: outages.signal });
      upstream.tell({ outage: false });
    }
  })().catch(() => upstream.tell({ outage: false }));
  const started = performance.now();
  const before = load.counts.sent;
  await load.openLoop(2 * capacity, seconds);
  const openSeconds = (performance.now() - started) / 1000;
  const rate = (load.counts.sent - before) / openSeconds;
  outages.abort();
  await breaking;
  await sampler.stop();
  const rows = await compareRows(upstream, shares);
  const code = await subject.stop();

  const { counts } = load;
  const { samples } = sampler;
  const warm = samples.filter(({ atSeconds }) => atSeconds > Math.min(60, seconds / 4));
  const slope = toHeapSlope(warm);
  const most = (read: (sample: (typeof samples)[number]) => number): number => Math.max(0, ...samples.map(read));
  const lags = samples.map(({ lagP99 }) => lagP99).sort((a, b) => a - b);
  const latencies = counts.latencies.toSorted((a, b) => a - b);
  const at = (sorted: readonly number[], share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  const unknown = shares.filter(({ state }) => state === 'unknown').length;

  const problems: string[] = [...counts.wrong];
  const check = (isWell: boolean, problem: string): void => void (isWell || problems.push(problem));
  check(counts.sent === counts.answered, `${counts.sent - counts.answered} requests had no answer`);
  check(counts.malformed === 0, `${counts.malformed} answers were no GraphQL`);
  check(rows.lost + rows.doubled + rows.unexpected === 0, `rows are not what was said: ${rows.stories.join('; ')}`);
  check(subject.alarms.length === 0, `the log holds: ${subject.alarms.join('\n')}`);
  check(!subject.outputHoldsCanary, 'the output holds the canary token');
  check(shown === 0, `${shown} answers or metrics hold the canary token`);
  check(sampler.notReady === 0, `/readyz was not 200 ${sampler.notReady} times`);
  check(sampler.failedScrapes === 0, `/metrics did not answer ${sampler.failedScrapes} times`);
  check(most(({ rss }) => rss) < MAX_RSS, `more than ${MAX_RSS} MB of memory`);
  check(seconds < SHORTEST_FIT_SECONDS || slope < MAX_SLOPE, `the heap grows by more than ${MAX_SLOPE} MB a minute`);
  check(code === 0, `the process ended with ${code}`);

  const row = (name: string, value: string): string => `${name.padEnd(34)}${value}`;
  const list = (map: ReadonlyMap<string | number, number>): string =>
    [...map]
      .sort((a, b) => b[1] - a[1])
      .map(([key, n]) => `\n  ${String(key).padEnd(48)}${n}`)
      .join('');
  const text = [
    row('capacity, requests a second', capacity.toFixed(0)),
    row('sent in a second, for', `${rate.toFixed(0)}, ${openSeconds.toFixed(0)} s`),
    row('requests sent', String(counts.sent)),
    row('answered', String(counts.answered)),
    row('not GraphQL', String(counts.malformed)),
    row('answer after, p50 / p99', `${at(latencies, 0.5).toFixed(0)} / ${at(latencies, 0.99).toFixed(0)} ms`),
    row('rows lost / doubled / not told', `${rows.lost} / ${rows.doubled} / ${rows.unexpected}`),
    row('shares of unknown state at the end', String(unknown)),
    row('heap slope after warm-up', `${slope.toFixed(2)} MB a minute`),
    row('heap at most', `${most(({ heap }) => heap).toFixed(0)} MB`),
    row('memory at most', `${most(({ rss }) => rss).toFixed(0)} MB`),
    row('event-loop delay p99, median / most', `${at(lags, 0.5).toFixed(0)} / ${(lags.at(-1) ?? 0).toFixed(0)} ms`),
    row('operations running / queued at most', `${most(({ running }) => running)} / ${most(({ queued }) => queued)}`),
    row(
      'breaker seen open',
      `${samples.filter(({ isBreakerClosed }) => !isBreakerClosed).length} of ${samples.length}`,
    ),
    row('/readyz slowest', `${sampler.slowestReadyMs.toFixed(0)} ms`),
    row('lines of the log', String(subject.lines)),
    row('canary token seen', subject.outputHoldsCanary || shown > 0 ? 'yes' : 'no'),
    `answers by HTTP status${list(counts.byStatus)}`,
    `answers by code${list(counts.byCode)}`,
    problems.length === 0 ? 'Nothing is wrong.' : `Wrong:\n- ${problems.join('\n- ')}`,
  ].join('\n');
  return { text, problems };
}
