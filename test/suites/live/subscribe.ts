import { createGlance, type Caller, type Glance } from '../../../src/glance/glance.ts';
import { Cancellation } from '../../../src/lib/cancellation.ts';
import type { SharingSubscription } from '../../../src/live/sharingFeed.ts';

/** @param endpoint of the image service @param identityUrl without `/v3` */
export function openGlance(endpoint: string, identityUrl: string): Glance {
  return createGlance({
    endpoint,
    keystone: { endpoint: identityUrl, choice: { region: null, interface: 'public' } },
    connections: 64,
    connectTimeoutMs: 2000,
    headersTimeoutMs: 30_000,
    bodyTimeoutMs: 30_000,
    maxResponseBytes: 8 * 1024 * 1024,
  });
}

/** A subscription as the gateway makes it: each read has a caller of its own. */
export function toSubscription(glance: Glance, token: string, imageId: string | null = null): SharingSubscription {
  return {
    tokenKey: token,
    imageId,
    async read(reads) {
      const cancellation = Cancellation.start(60_000);
      const caller: Caller = { token, cancellation };
      try {
        return await reads(glance.as(caller));
      } finally {
        cancellation.stopTimer();
      }
    },
  };
}
