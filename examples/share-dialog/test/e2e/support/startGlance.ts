import { onTestFinished } from 'vitest';
import { startEmbeddedGlance } from '../../../../../src/embedded/server.ts';
import type { EmbeddedSeed } from '../../../../../src/embedded/seed.ts';

/**
 * An embedded Glance for `glanceEndpoint`: the gateway before it knows no identity service, as before a Glance whose
 * Keystone nobody named.
 * @returns its URL
 */
export async function startGlance(seed?: EmbeddedSeed): Promise<string> {
  const { url, stop } = await startEmbeddedGlance(seed ? { seed } : {});
  onTestFinished(stop);
  return url;
}
