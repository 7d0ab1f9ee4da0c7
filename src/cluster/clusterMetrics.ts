import type { Worker } from 'node:cluster';
import { AggregatorRegistry, Counter, Gauge, Registry } from 'prom-client';
import { isToPrimary, type ToWorker } from './messages.ts';

/** Milliseconds that a scrape waits for the metrics of a worker. */
const WAIT_MS = 2000;

export interface ClusterMetrics {
  countDeath(): void;
  /** The metrics of all workers added up, and the primary's own metrics about the workers. */
  render(workers: ReadonlySet<Worker>): Promise<string>;
}

/**
 * Replaces `clusterMetrics` of the library, which also asks workers that are not ready, and fails completely when one
 * worker dies during the scrape.
 */
export function createClusterMetrics(): ClusterMetrics {
  const registry = new Registry();
  const registers = [registry];
  const ready = new Gauge({ name: 'glance_graphql_workers_ready', help: 'Workers that take requests.', registers });
  const deaths = new Counter({
    name: 'glance_graphql_worker_deaths_total',
    help: 'Workers that ended without being told to.',
    registers,
  });
  let lastId = 0;
  return {
    countDeath: () => deaths.inc(),
    async render(workers) {
      const id = ++lastId;
      ready.set(workers.size);
      const measured = await Promise.all([...workers].map((worker) => measure(worker, id)));
      const all = AggregatorRegistry.aggregate(measured.filter((metrics) => metrics !== null));
      return `${await all.metrics()}\n${await registry.metrics()}`;
    },
  };
}

/** The metrics of a worker; null when it does not send them in time. */
function measure(worker: Worker, id: number): Promise<object[] | null> {
  return new Promise((resolve) => {
    const end = (metrics: object[] | null): void => {
      clearTimeout(timer);
      worker.off('message', hear);
      worker.off('exit', leave);
      resolve(metrics);
    };
    const leave = (): void => end(null);
    const hear = (message: unknown): void => {
      if (isToPrimary(message) && message.type === 'measured' && message.id === id) end([...message.metrics]);
    };
    const timer = setTimeout(leave, WAIT_MS);
    worker.on('message', hear);
    worker.once('exit', leave);
    const request: ToWorker = { type: 'measure', id };
    if (worker.isConnected()) worker.send(request, () => {});
    else leave();
  });
}
