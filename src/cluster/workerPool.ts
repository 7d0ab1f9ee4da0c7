import cluster, { type Worker } from 'node:cluster';
import type { GatewayParts } from '../gateway.ts';
import type { Logger } from '../log/logger.ts';
import { isToPrimary, type ToWorker } from './messages.ts';

const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 10_000;
/** A worker that lived this long did not crash because of its start, so the next one starts without a longer delay. */
const STABLE_MS = 30_000;
const MAX_FAILED_STARTS = 5;
/** Milliseconds that a worker may take beyond its grace before it is killed. */
const MARGIN_MS = 3000;

export interface WorkerPoolOptions {
  readonly count: number;
  readonly embedded: GatewayParts['embedded'];
  /** Milliseconds that a worker may take to stop. */
  readonly stopMs: number;
  /** Milliseconds that a worker may take to retire. */
  readonly retireMs: number;
  readonly logger: Logger;
  /** Called once when no worker runs and none can be started. */
  readonly onGiveUp: (reason: string) => void;
  readonly onDeath: () => void;
}

export interface WorkerPool {
  readonly url: string;
  /** Workers that take requests. */
  readonly ready: ReadonlySet<Worker>;
  /**
   * Replaces each worker by a new one, which is ready before the old one leaves. Ends when a new worker does not start.
   */
  restart(): Promise<void>;
  stop(): Promise<void>;
  kill(): void;
}

/**
 * Starts the workers, and a new worker for each one that dies. Rejects when one of the first workers does not start.
 */
export async function startWorkerPool(options: WorkerPoolOptions): Promise<WorkerPool> {
  const { count, embedded, logger } = options;
  const all = new Set<Worker>();
  const ready = new Set<Worker>();
  /** Workers that are stopping and have closed the port. */
  const deaf = new Set<Worker>();
  let url = '';
  let stopping = false;
  let crashes = 0;
  let failedStarts = 0;

  const tellPortClosed = (): void => {
    // A worker that stops alone need not wait, because the other workers go on serving the port.
    if (stopping && deaf.size < all.size) return;
    for (const worker of deaf) tell(worker, { type: 'portClosed' });
  };

  const fork = (): Promise<Worker> =>
    new Promise((resolve, reject) => {
      const worker = cluster.fork();
      const started = performance.now();
      let reason = 'A worker ended before it was ready.';
      all.add(worker);
      worker.on('message', (message: unknown) => {
        if (!isToPrimary(message)) return;
        if (message.type === 'hello') tell(worker, { type: 'start', embedded });
        else if (message.type === 'deaf') {
          deaf.add(worker);
          tellPortClosed();
        } else if (message.type === 'closed') tell(worker, { type: 'leave' });
        else if (message.type === 'failed') ({ reason } = message);
        else if (message.type === 'ready') {
          ({ url } = message);
          failedStarts = 0;
          ready.add(worker);
          logger.info({ worker: worker.id, pid: worker.process.pid }, 'worker is ready');
          resolve(worker);
        }
      });
      worker.once('exit', (code, signal) => {
        all.delete(worker);
        deaf.delete(worker);
        tellPortClosed();
        // A retiring worker is not in `ready` any more, so its end counts as no death.
        if (ready.delete(worker) && !stopping) bury(worker, { code, signal, livedMs: performance.now() - started });
        reject(new Error(reason));
      });
    });

  const bury = (worker: Worker, { livedMs, ...how }: { code: number; signal: string; livedMs: number }): void => {
    crashes = livedMs > STABLE_MS ? 1 : crashes + 1;
    logger.error({ worker: worker.id, ...how }, 'worker died');
    options.onDeath();
    reviveAfter(Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (crashes - 1)));
  };

  const reviveAfter = (delayMs: number): void => {
    setTimeout(async () => {
      if (stopping) return;
      try {
        await fork();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (stopping) return;
        failedStarts += 1;
        logger.error({ reason }, 'worker did not start');
        stopping = ready.size === 0 && failedStarts >= MAX_FAILED_STARTS;
        if (stopping) options.onGiveUp(reason);
        else reviveAfter(Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** failedStarts));
      }
    }, delayMs);
  };

  const dismiss = (worker: Worker, type: 'stop' | 'retire'): Promise<void> =>
    new Promise((resolve) => {
      const { stopMs, retireMs } = options;
      const overdue = setTimeout(
        () => worker.process.kill('SIGKILL'),
        (type === 'stop' ? stopMs : retireMs) + MARGIN_MS,
      );
      worker.once('exit', () => {
        clearTimeout(overdue);
        resolve();
      });
      tell(worker, { type });
    });

  const kill = (): void => {
    stopping = true;
    for (const worker of all) worker.process.kill('SIGKILL');
  };

  const restart = async (): Promise<void> => {
    for (const old of [...ready]) {
      const fresh = await fork().catch((error: unknown) => {
        logger.error({ err: error }, 'restart ended: the new worker did not start');
        return null;
      });
      if (fresh === null || stopping) return;
      // When the old worker died meanwhile, it was replaced already and the new one is not needed.
      const superfluous = ready.delete(old) ? old : fresh;
      ready.delete(superfluous);
      void dismiss(superfluous, 'retire');
    }
    logger.info('all workers are new');
  };

  try {
    // Start the first worker alone, so that a taken port is reported once.
    await fork();
    await Promise.all(Array.from({ length: count - 1 }, fork));
  } catch (error) {
    kill();
    throw error;
  }
  let restarting: Promise<void> = Promise.resolve();
  return {
    url,
    ready,
    restart: () => (restarting = restarting.then(restart)),
    async stop() {
      stopping = true;
      await Promise.all([...all].map((worker) => dismiss(worker, 'stop')));
    },
    kill,
  };
}

function tell(worker: Worker, message: ToWorker): void {
  // A dying worker has no channel any more. Its `exit` event follows.
  if (worker.isConnected()) worker.send(message, () => {});
}
