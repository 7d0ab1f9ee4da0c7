import { onTestFinished } from 'vitest';
import { pino } from 'pino';
import { parseConfig, type Environment } from '../../src/config/config.ts';
import { startGateway } from '../../src/gateway.ts';
import type { SharingEvent } from '../../src/live/sharingFeed.ts';
import { createMetrics, type Metrics } from '../../src/metrics/metrics.ts';
import { IMAGE, MEMBER } from './addImageMember.ts';
import { OwnFeed } from './ownFeed.ts';

export const SUBSCRIBE = `subscription Watch($imageId: ID) {
  imageSharing(imageId: $imageId) {
    __typename
    ... on ImageSharingReady { source at }
    ... on ImageMemberRemoved { deletedImageMemberId imageId memberId cause }
    ... on ImageSharingResync { reason }
  }
}`;

export const READY = {
  data: { imageSharing: { __typename: 'ImageSharingReady', source: 'NOTIFICATIONS', at: '2026-11-26T00:00:00Z' } },
};
export const REMOVED = {
  data: {
    imageSharing: {
      __typename: 'ImageMemberRemoved',
      deletedImageMemberId: Buffer.from(`ImageMember:${IMAGE}:${MEMBER}`).toString('base64url'),
      imageId: IMAGE,
      memberId: MEMBER,
      cause: 'REMOVED',
    },
  },
};
export const RESTARTED = { data: { imageSharing: { __typename: 'ImageSharingResync', reason: 'GATEWAY_RESTARTED' } } };

export const REMOVAL: SharingEvent = { kind: 'removed', key: { imageId: IMAGE, memberId: MEMBER }, cause: 'removed' };

export interface LiveGateway {
  readonly url: string;
  readonly feed: OwnFeed;
  readonly metrics: Metrics;
  lines(): Record<string, unknown>[];
  /** The log lines of streams. */
  streams(): Record<string, unknown>[];
  stop(): Promise<void>;
  /** Leaves new connections to other processes, as a worker does that is replaced. */
  retire(): Promise<void>;
}

/** The whole gateway with a feed whose events a test pushes. Stopped when the test ends. */
export async function startLiveGateway(
  env: Environment = {},
  { endpoint = 'http://127.0.0.1:9', hasFeed = true }: { endpoint?: string; hasFeed?: boolean } = {},
): Promise<LiveGateway> {
  const feed = new OwnFeed();
  const written: string[] = [];
  const logger = pino({ level: 'trace', base: null }, { write: (line: string) => void written.push(line) });
  const metrics = createMetrics();
  const gateway = await startGateway({
    config: parseConfig({
      PORT: '0',
      GLANCE_ENDPOINT: endpoint,
      SHUTDOWN_GRACE_MS: '5000',
      AUDIT_LOG: 'false',
      ...env,
    }),
    logger,
    embedded: null,
    metrics,
    ...(hasFeed ? { openFeed: () => feed } : null),
  });
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => (stopping ??= gateway.stop());
  onTestFinished(stop);
  const lines = (): Record<string, unknown>[] => written.map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    url: gateway.url,
    feed,
    metrics,
    lines,
    streams: () => lines().filter(({ msg }) => msg === 'stream'),
    stop,
    retire: () => (stopping ??= gateway.retire()),
  };
}
