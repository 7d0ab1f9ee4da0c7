import type { Config } from '../config/config.ts';
import { startGateway, type Gateway } from '../gateway.ts';
import type { Logger } from '../log/logger.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { isToWorker, type ToPrimary, type ToWorker } from './messages.ts';

/** Milliseconds that a stopping worker waits for the other workers to close the port. */
const PORT_MS = 1000;

/**
 * Runs a worker, which follows the messages of the primary. A signal to this process alone stops it, and the primary
 * starts another worker. A signal to the whole process group reaches the primary too, which then sends `stop`: a second
 * request to stop changes nothing.
 */
export function runWorker(config: Config, logger: Logger): void {
  const metrics = config.metricsPort === null ? null : createMetrics();
  let gateway: Gateway | null = null;
  const start = async ({ embedded }: Extract<ToWorker, { type: 'start' }>): Promise<void> => {
    gateway = await startGateway({ config, logger, embedded, metrics });
    tell({ type: 'ready', url: gateway.url });
  };
  let ending: 'stop' | 'retire' | null = null;
  let hearPortClosed = (): void => {};
  // Close connections only after every process has closed the port: a client whose connection is closed opens a new
  // one, which the port would accept and no process would serve.
  const waitForPort = (): Promise<void> =>
    new Promise((resolve) => {
      hearPortClosed = resolve;
      setTimeout(resolve, PORT_MS);
      tell({ type: 'deaf' });
    });
  const end = (how: 'stop' | 'retire'): void => {
    if (ending === 'stop' || ending === how) return;
    ending = how;
    if (gateway === null) process.exit(0);
    // Exit only after the primary knows about the end, because until then the primary may hand connections to this
    // worker.
    const ended = how === 'stop' ? gateway.stop(waitForPort) : gateway.retire();
    void ended.then(() => tell({ type: 'closed' }));
  };
  process.on('message', (message: unknown) => {
    if (!isToWorker(message)) return;
    switch (message.type) {
      case 'start':
        start(message).catch((error: unknown) => {
          const reason = error instanceof Error ? error.message : String(error);
          tell({ type: 'failed', reason }, () => process.exit(1));
        });
        break;
      case 'stop':
      case 'retire':
        end(message.type);
        break;
      case 'portClosed':
        hearPortClosed();
        break;
      case 'leave':
        tell({ type: 'left' }, () => process.exit(0));
        break;
      case 'measure':
        void metrics?.registry
          .getMetricsAsJSON()
          .then((values) => tell({ type: 'measured', id: message.id, metrics: values }));
        break;
    }
  });
  process.on('SIGTERM', () => end('stop'));
  process.on('SIGINT', () => end('stop'));
  // Ignore SIGHUP, which is for the primary: a terminal that closes sends it to the whole process group.
  process.on('SIGHUP', () => {});
  tell({ type: 'hello' });
}

function tell(message: ToPrimary, then: () => void = () => {}): void {
  process.send?.(message, undefined, undefined, then);
}
