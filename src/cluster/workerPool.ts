import cluster, { type Worker } from 'node:cluster';
import type { GatewayParts } from '../gateway.ts';
import type { Logger } from '../log/logger.ts';
import { isToPrimary, type ToWorker } from './messages.ts';

const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 10_000;
/** A worker that lived this long did not crash because of how it was started. */
const STABLE_MS = 30_000;
const MAX_FAILED_STARTS = 5;
/** Beyond the grace that a worker has of its own. */
const MARGIN_MS = 3000;

export interface WorkerPoolOptions {
  readonly count: number;
  readonly demo: GatewayParts['demo'];
  /** How long a worker that was told to stop, or to retire, may take. */
  readonly stopMs: number;
  readonly retireMs: number;
  readonly logger: Logger;
  /** Told once that no worker runs and none can be started. */
  readonly onGiveUp: (reason: string) => void;
  readonly onDeath: () => void;
}

export interface WorkerPool {
  readonly url: string;
  /** Those that take work. */
  readonly ready: ReadonlySet<Worker>;
  /** Replaces each worker by a new one that is ready before the old one leaves. Stops at the first that does not start. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  kill(): void;
}

/** Starts the workers, and others for those that die. Rejects when one of the first does not start. */
export async function startWorkerPool(options: WorkerPoolOptions): Promise<WorkerPool> {
  const { count, demo, logger } = options;
  const all = new Set<Worker>();
  const ready = new Set<Worker>();
  /** Those that were told to stop and take no connections any more. */
  const deaf = new Set<Worker>();
  let url = '';
  let stopping = false;
  let crashes = 0;
  let failedStarts = 0;

  const tellPortClosed = (): void => {
    // One that stops alone leaves the port to the others.
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
        if (message.type === 'hello') tell(worker, { type: 'start', demo });
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
        // One that retires is not among the ready any more.
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
      // One that died meanwhile has been replaced for that already.
      const superfluous = ready.delete(old) ? old : fresh;
      ready.delete(superfluous);
      void dismiss(superfluous, 'retire');
    }
    logger.info('all workers are new');
  };

  try {
    // The first alone, so that a port that is taken is one failure.
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
  // One that is just dying has no channel any more; its exit is heard of.
  if (worker.isConnected()) worker.send(message, () => {});
}
