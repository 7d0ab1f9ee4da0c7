import { Counter, Gauge, type Registry } from 'prom-client';
import type { MessageOutcome } from '../live/notifications/notificationReader.ts';

/** What an operator sees of the notifications of the image service. */
export interface SourceMetrics {
  countMessage(outcome: MessageOutcome): void;
  countGap(): void;
  setLive(isLive: boolean): void;
}

export function createSourceMetrics(registers: Registry[]): SourceMetrics {
  const messages = new Counter({
    name: 'glance_graphql_notifications_total',
    help: 'Messages of the image service by what became of them: change, ignored, double or unreadable.',
    labelNames: ['outcome'],
    registers,
  });
  const gaps = new Counter({
    name: 'glance_graphql_notification_gaps_total',
    help: 'How often notifications may have been missed, so that subscribers were told to read their lists again.',
    registers,
  });
  const live = new Gauge({
    name: 'glance_graphql_notifications_live',
    help: '1 while notifications arrive, 0 while the message bus is away.',
    registers,
  });
  // No value before there is a source: without one the library's 0 would look like an outage.
  live.remove();
  return {
    countMessage: (outcome) => messages.labels(outcome).inc(),
    countGap: () => gaps.inc(),
    setLive: (isLive) => live.set(isLive ? 1 : 0),
  };
}
