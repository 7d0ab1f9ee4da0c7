import { onTestFinished } from 'vitest';
import { createGlance, type GlanceOptions } from '../../src/glance/glance.ts';

import { createCaller } from './testGlance.ts';

/** The identity part of the door, for the operations of one process. */
export function openIdentity(keystoneUrl: string, options: Partial<GlanceOptions> = {}) {
  const glance = createGlance({
    endpoint: 'http://glance.invalid',
    keystone: { endpoint: keystoneUrl, choice: { region: null, interface: 'public' } },
    connections: 8,
    connectTimeoutMs: 1000,
    headersTimeoutMs: 1000,
    bodyTimeoutMs: 1000,
    maxResponseBytes: 1024 * 1024,
    ...options,
  });
  onTestFinished(() => glance.close());
  /** A new operation of a caller. */
  return (caller = createCaller()) => glance.as(caller).identity;
}
