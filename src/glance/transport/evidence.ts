import type { Evidence } from './circuitBreaker.ts';
import { GlanceError } from '../errors.ts';

/** Of this process or its host: there is no file, port or memory left for a connection. */
const LOCAL_FAULTS: ReadonlySet<string> = new Set([
  'EMFILE',
  'ENFILE',
  'EADDRNOTAVAIL',
  'ENOBUFS',
  'ENOMEM',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
]);

/**
 * What a call that ended without a whole answer says about the service.
 * @param silenceMs how long a service that is well may be silent
 */
export function toEvidence(error: unknown, silenceMs: number): Evidence {
  if (!(error instanceof GlanceError)) return 'none';
  switch (error.kind) {
    case 'unreachable':
      return LOCAL_FAULTS.has(codeOf(error.cause)) ? 'none' : 'outage';
    case 'timeout':
      // The connection's own time-outs have a cause. Without one our deadline came, or the client left.
      return error.cause !== undefined || (error.silentMs ?? 0) >= silenceMs ? 'outage' : 'none';
    case 'protocol':
      return 'answer';
    default:
      // The identity service had to be asked first, and the call never went out.
      return 'none';
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}
