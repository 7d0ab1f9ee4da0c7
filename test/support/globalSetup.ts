import type { TestProject } from 'vitest/node';
import { startRealGlance, type RealGlance } from './realGlance/startRealGlance.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** One Keystone and Glance for the whole run: a test makes its own images there. */
    realGlance: Omit<RealGlance, 'stop'>;
  }
}

let stopRealGlance: RealGlance['stop'] | undefined;

export async function setup(project: TestProject): Promise<void> {
  const { stop, ...realGlance } = await startRealGlance();
  stopRealGlance = stop;
  project.provide('realGlance', realGlance);
}

export async function teardown(): Promise<void> {
  await stopRealGlance?.();
}
