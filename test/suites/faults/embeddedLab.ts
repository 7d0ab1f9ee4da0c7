import { onTestFinished } from 'vitest';
import { startEmbeddedGlance } from '../../../src/embedded/server.ts';
import { createFaultLab, type FaultLab } from './faultLab.ts';

/** Stopped when the test ends. */
export async function startEmbeddedLab(): Promise<FaultLab> {
  const memberQuota = 8;
  const { url, projects, tokens, stop } = await startEmbeddedGlance({ memberQuota });
  onTestFinished(stop);
  return createFaultLab({ endpoint: url, projects, tokens, memberQuota });
}
