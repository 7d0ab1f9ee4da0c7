import type { Evidence } from './circuitBreaker.ts';
import { GlanceError } from '../errors.ts';

/** Faults of this process or machine: it is closing, or has no file, port or memory left for a connection. */
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
 * What a call without a whole response says about the service.
 * @param silenceMs how long a healthy service may be silent
 */
export function toEvidence(error: unknown, silenceMs: number): Evidence {
  if (!(error instanceof GlanceError)) return 'none';
  switch (error.kind) {
    case 'unreachable':
      return LOCAL_FAULTS.has(codeOf(error.cause)) ? 'none' : 'outage';
    case 'timeout':
      // A time-out of the connection has a cause. Without a cause, the deadline came or the client left.
      return error.cause !== undefined || (error.silentMs ?? 0) >= silenceMs ? 'outage' : 'none';
    case 'protocol':
      return 'response';
    default:
      // The identity service was asked first and failed, so the call was not sent.
      return 'none';
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}
