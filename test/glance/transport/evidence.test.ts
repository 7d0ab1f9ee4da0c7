import { describe, expect, it } from 'vitest';
import { GlanceError, type GlanceErrorDetails } from '../../../src/glance/errors.ts';
import type { ErrorKind } from '../../../src/errorCodes.ts';
import { toEvidence } from '../../../src/glance/transport/evidence.ts';

const SILENCE_MS = 1000;

function failWith(code: string): Error {
  return Object.assign(new Error('made by the test'), { code });
}

const CASES: readonly [string, ErrorKind, GlanceErrorDetails, string][] = [
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_SOCKET'].map(
    (code): [string, ErrorKind, GlanceErrorDetails, string] => [
      code,
      'unreachable',
      { cause: failWith(code) },
      'outage',
    ],
  ),
  ...['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS', 'ENOMEM', 'UND_ERR_CLOSED', 'UND_ERR_DESTROYED'].map(
    (code): [string, ErrorKind, GlanceErrorDetails, string] => [code, 'unreachable', { cause: failWith(code) }, 'none'],
  ),
  ['a time-out of the connection', 'timeout', { cause: failWith('UND_ERR_HEADERS_TIMEOUT') }, 'outage'],
  ['a deadline before the call went out', 'timeout', {}, 'none'],
  ['a deadline soon after the call went out', 'timeout', { silentMs: SILENCE_MS - 1 }, 'none'],
  ['a deadline after a long silence', 'timeout', { silentMs: SILENCE_MS }, 'outage'],
  ['an answer that is not understood', 'protocol', {}, 'response'],
  ['an identity service that is down', 'unavailable', {}, 'none'],
  ['a token that the identity service refuses', 'unauthorized', {}, 'none'],
];

describe('what a failed call says about the service', () => {
  it.each(CASES)('%s: %s', (_name, kind, details, evidence) => {
    expect(toEvidence(new GlanceError(kind, details), SILENCE_MS)).toBe(evidence);
  });

  it('is nothing for a bug of the gateway', () => {
    expect(toEvidence(new TypeError('made by the test'), SILENCE_MS)).toBe('none');
  });
});
