import { createGlanceClient, type GlanceClient, type GlanceClientOptions } from './transport/client.ts';
import { createMemberWrites, type MemberWrites } from './operations/memberWrites.ts';

/** One image service as the rest of the process sees it. */
export interface Glance {
  readonly client: GlanceClient;
  readonly writes: MemberWrites;
}

export function createGlance(options: GlanceClientOptions): Glance {
  const client = createGlanceClient(options);
  return { client, writes: createMemberWrites(client) };
}
