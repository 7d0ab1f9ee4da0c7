import type { SourceObserver } from '../live/openSharingFeed.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Logger } from './logger.ts';
import { toLoggedError } from './loggedError.ts';

/** Tells the operator how the source of events is: a line when the message bus is lost and when it is back, and metrics. */
export function createSourceObserver(logger: Logger, metrics: Metrics | null): SourceObserver {
  let isLost = false;
  return {
    onMessage: (outcome) => metrics?.source.countMessage(outcome),
    onGap: () => metrics?.source.countGap(),
    onState(isLive) {
      metrics?.source.setLive(isLive);
      if (isLive && isLost) logger.info('the message bus is back: subscribers are told to read their lists again');
      if (isLive) isLost = false;
    },
    onLost(cause) {
      isLost = true;
      logger.warn({ error: toLoggedError(cause, null) }, 'the message bus is away: subscribers get no events');
    },
  };
}
