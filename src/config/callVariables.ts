import { integer, milliseconds } from './variable.ts';

/** How the image service is called. */
export const CALL_VARIABLES = {
  connectTimeoutMs: milliseconds(
    'GLANCE_CONNECT_TIMEOUT_MS',
    3000,
    'Most time for opening a connection to the image service.',
  ),
  headersTimeoutMs: milliseconds(
    'GLANCE_HEADERS_TIMEOUT_MS',
    15_000,
    'Most time from the end of a call to the first byte of its response. Glance may take 6 seconds when its message broker is down.',
  ),
  bodyTimeoutMs: milliseconds('GLANCE_BODY_TIMEOUT_MS', 10_000, 'Most time between two parts of a response.'),
  glanceConnections: integer(
    'GLANCE_CONNECTIONS',
    64,
    { min: 1, max: 1024, unit: 'connections' },
    'Most connections to the image service at a time.',
  ),
  glanceQueue: integer(
    'GLANCE_QUEUE',
    1024,
    { min: 0, max: 100_000, unit: 'calls' },
    'Most calls that wait for a connection. One more call is refused at once.',
  ),
  breakerOpenMs: milliseconds(
    'GLANCE_BREAKER_OPEN_MS',
    2000,
    'Time for which the circuit breaker refuses calls after more than half of the calls of ten seconds found the image service down.',
  ),
  breakerMinimumRps: integer(
    'GLANCE_BREAKER_MINIMUM_RPS',
    5,
    { min: 1, max: 100_000, unit: 'calls a second' },
    'Traffic below which the circuit breaker never refuses calls.',
  ),
};
