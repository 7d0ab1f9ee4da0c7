/** One look at the process. Memory in MB, times in milliseconds. */
interface Sample {
  readonly atSeconds: number;
  readonly heap: number;
  readonly rss: number;
  readonly lagP99: number;
  readonly running: number;
  readonly queued: number;
  readonly isBreakerClosed: boolean;
}

export interface Sampler {
  readonly samples: readonly Sample[];
  /** Answers of `/readyz` that were not 200, and how long the slowest took. */
  readonly notReady: number;
  readonly slowestReadyMs: number;
  readonly failedScrapes: number;
  stop(): Promise<void>;
}

const MEGABYTE = 1024 * 1024;

/** Reads `/metrics` and `/readyz` each `everyMs`, as a monitoring system would. @param inspect sees each text */
export function startSampler(options: {
  metricsUrl: string;
  everyMs: number;
  inspect: (text: string) => void;
}): Sampler {
  const { metricsUrl, everyMs, inspect } = options;
  const started = performance.now();
  const samples: Sample[] = [];
  const state = { notReady: 0, slowestReadyMs: 0, failedScrapes: 0 };
  const scrape = async (): Promise<void> => {
    const text = await (await fetch(metricsUrl)).text();
    inspect(text);
    const read = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
    samples.push({
      atSeconds: (performance.now() - started) / 1000,
      heap: read('nodejs_heap_size_used_bytes') / MEGABYTE,
      rss: read('process_resident_memory_bytes') / MEGABYTE,
      lagP99: read('nodejs_eventloop_lag_p99_seconds') * 1000,
      running: read('glance_graphql_operations_running'),
      queued: read('glance_graphql_upstream_calls_queued'),
      isBreakerClosed: read('glance_graphql_upstream_breaker_state\\{state="closed"\\}') === 1,
    });
  };
  const ask = async (): Promise<void> => {
    const asked = performance.now();
    const answer = await fetch(new URL('/readyz', metricsUrl), { headers: { connection: 'close' } });
    inspect(await answer.text());
    if (answer.status !== 200) state.notReady += 1;
    state.slowestReadyMs = Math.max(state.slowestReadyMs, performance.now() - asked);
  };
  const stopped = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await scrape().catch(() => void (state.failedScrapes += 1));
      await ask().catch(() => void (state.notReady += 1));
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  };
  const looping = loop();
  return {
    samples,
    get notReady() {
      return state.notReady;
    },
    get slowestReadyMs() {
      return state.slowestReadyMs;
    },
    get failedScrapes() {
      return state.failedScrapes;
    },
    async stop() {
      stopped.abort();
      await looping;
    },
  };
}

/**
 * Slope in MB a minute, by least squares over the lowest heap of each tenth of the time: what a collection leaves.
 * @param samples after the warm-up
 */
export function toHeapSlope(samples: readonly Sample[]): number {
  const [first] = samples;
  const last = samples.at(-1);
  if (!first || !last || first === last) return 0;
  const width = (last.atSeconds - first.atSeconds) / 10;
  const lowest = new Map<number, Sample>();
  for (const sample of samples) {
    const tenth = Math.min(9, Math.floor((sample.atSeconds - first.atSeconds) / width));
    const known = lowest.get(tenth);
    if (!known || sample.heap < known.heap) lowest.set(tenth, sample);
  }
  const points = [...lowest.values()].map(({ atSeconds, heap }) => ({ x: atSeconds / 60, y: heap }));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(points.map((point) => point.x));
  const y = mean(points.map((point) => point.y));
  const spread = mean(points.map((point) => (point.x - x) ** 2));
  return spread === 0 ? 0 : mean(points.map((point) => (point.x - x) * (point.y - y))) / spread;
}
