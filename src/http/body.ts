import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Holding } from './fairLedger.ts';
import { HttpError } from './httpError.ts';

const MAX_BODY_BYTES = 256 * 1024;

const RETRY_AFTER_SECONDS = 1;

/** Of UTF-8. JSON has none, but .NET and PowerShell write one, and RFC 8259 lets a parser ignore it. */
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Bounds what bodies may hold while they come. Calls `evict` when there is too much of it. */
export type OpenBody = (request: IncomingMessage, evict: () => void) => Holding;

/**
 * Reads a body of JSON, which `parseJsonBody` parses.
 * @throws HttpError for one that is too large, is not UTF-8, ends early, or is given up for others
 */
export async function readJsonText(request: IncomingMessage, openBody?: OpenBody): Promise<string> {
  const type = request.headers['content-type'];
  if (type === undefined || !/^application\/json *(;|$)/i.test(type)) throw new HttpError(415);
  const charset = /;\s*charset="?([\w-]+)/i.exec(type)?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) throw new HttpError(415);
  if (!/^identity$/i.test(request.headers['content-encoding'] ?? 'identity')) throw new HttpError(415);
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw new HttpError(413);
  return readText(request, openBody);
}

/** @throws HttpError for a text that is not JSON */
export function parseJsonBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, 'The body is not JSON.');
  }
}

function readText(request: IncomingMessage, openBody: OpenBody | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] | null = [];
    let bytes = 0;
    const giveUp = (error: HttpError): void => {
      chunks = null;
      holding?.close();
      reject(error);
    };
    // Most bodies come together with their heads, and hold nothing for longer than a moment.
    const holding = request.complete
      ? undefined
      : openBody?.(request, () => giveUp(new HttpError(503, 'The gateway is overloaded.', RETRY_AFTER_SECONDS)));
    request.on('data', (chunk: Buffer) => {
      if (chunks === null) return;
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) return giveUp(new HttpError(413));
      chunks.push(chunk);
      holding?.grow(chunk.length);
    });
    request.on('end', () => {
      if (chunks === null) return;
      holding?.close();
      const body = Buffer.concat(chunks);
      if (isUtf16(body)) reject(new HttpError(415));
      else if (isUtf8(body)) resolve(body.toString('utf8', hasMark(body) ? BYTE_ORDER_MARK.length : 0));
      else reject(new HttpError(400, 'The body is not JSON.'));
    });
    request.on('error', () => giveUp(new HttpError(400, 'The request ended early.')));
    // Its client left while something else was waited for, and no event will say so again.
    if (request.destroyed) giveUp(new HttpError(400, 'The request ended early.'));
  });
}

function hasMark(body: Buffer): boolean {
  return body[0] === BYTE_ORDER_MARK[0] && body[1] === BYTE_ORDER_MARK[1] && body[2] === BYTE_ORDER_MARK[2];
}

/** UTF-16 or UTF-32: with its byte order mark, or with a zero among the first two bytes, as every JSON text has there. */
function isUtf16([first, second]: Buffer): boolean {
  if (first === undefined || second === undefined) return false;
  return first === 0 || second === 0 || (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}
