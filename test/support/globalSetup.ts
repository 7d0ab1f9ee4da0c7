import type { TestProject } from 'vitest/node';
import { startRealGlance, type RealGlance } from './realGlance/startRealGlance.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** One Keystone and Glance for the whole run: a test makes its own images there. */
    realGlance: Omit<RealGlance, 'stop'>;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...realGlance } = await startRealGlance();
  project.provide('realGlance', realGlance);
  return stop;
}
