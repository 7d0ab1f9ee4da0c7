import { parseErrorBody } from './wire/errorBody.ts';
import { GlanceError } from '../errors.ts';
import type { GlanceResponse } from './call.ts';

/** A longer token can exceed a server's limit on headers, which is 4 KiB (uwsgi) to 64 KiB (eventlet). */
const LONG_TOKEN = 2048;

/**
 * The error for a request whose headers were too long for the image service or a proxy in front of it; null for any
 * other response. Such a server sends 431, or 400 without the JSON body of Glance's own errors.
 */
export function toLongTokenError({ status, text, requestId }: GlanceResponse, token: string): GlanceError | null {
  const isLong = token.length > LONG_TOKEN;
  if (status !== 431 && !(status === 400 && isLong && !parseErrorBody(text).isJson)) return null;
  const message = isLong
    ? `The image service does not take the headers of the request: the token of ${token.length} characters is too long for it.`
    : 'The image service does not take the headers of the request: they are too long for it.';
  return new GlanceError('protocol', { message, upstreamStatus: status, requestId, outcome: 'notApplied' });
}
