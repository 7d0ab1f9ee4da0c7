import type { Config } from '../config/config.ts';
import { startGateway, type Gateway } from '../gateway.ts';
import type { Logger } from '../log/logger.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { isToWorker, type ToPrimary, type ToWorker } from './messages.ts';

/** How long a worker waits for the others to close the port. */
const PORT_MS = 1000;

/**
 * Does what the primary says. A signal to this process alone ends it like `stop`, and the primary starts another;
 * one to the whole group comes to the primary as well, so that a second one means nothing here.
 */
export function runWorker(config: Config, logger: Logger): void {
  const metrics = config.metricsPort === null ? null : createMetrics();
  let gateway: Gateway | null = null;
  const start = async ({ demo }: Extract<ToWorker, { type: 'start' }>): Promise<void> => {
    gateway = await startGateway({ config, logger, demo, metrics });
    tell({ type: 'ready', url: gateway.url });
  };
  let ending: 'stop' | 'retire' | null = null;
  let hearPortClosed = (): void => {};
  // A client whose connection this worker ends opens another one, which the port would take and nobody answer.
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
    // Until the primary has heard of it, connections may be on their way here, which nobody would answer after an exit:
    // they are given back first.
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
  // For the primary; a terminal that closes tells the whole group.
  process.on('SIGHUP', () => {});
  tell({ type: 'hello' });
}

function tell(message: ToPrimary, then: () => void = () => {}): void {
  process.send?.(message, undefined, undefined, then);
}
