import { createGlance } from '../../src/glance/glance.ts';

/** An image service that nobody calls: it makes no connection until it is called. */
export const NO_GLANCE = createGlance({
  endpoint: 'http://127.0.0.1:9',
  connections: 1,
  connectTimeoutMs: 1000,
  headersTimeoutMs: 1000,
  bodyTimeoutMs: 1000,
  maxResponseBytes: 1000,
});
