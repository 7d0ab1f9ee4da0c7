import { createGlanceClient, type GlanceClient } from './client.ts';
import { createMemberWrites, type MemberWrites } from './memberWrites.ts';
import type { TransportOptions } from './transport.ts';

/** One image service as the rest of the process sees it. */
export interface Glance {
  readonly client: GlanceClient;
  readonly writes: MemberWrites;
}

export function createGlance(options: TransportOptions): Glance {
  return { client: createGlanceClient(options), writes: createMemberWrites() };
}
