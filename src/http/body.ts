import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { HttpError } from './httpError.ts';

const MAX_BODY_BYTES = 256 * 1024;

/** Of UTF-8. JSON has none, but .NET and PowerShell write one, and RFC 8259 lets a parser ignore it. */
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Reads a JSON body. @throws HttpError for one that is too large, is not UTF-8 JSON, or ends early */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type'];
  if (type === undefined || !/^application\/json *(;|$)/i.test(type)) throw new HttpError(415);
  const charset = /;\s*charset="?([\w-]+)/i.exec(type)?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) throw new HttpError(415);
  if (!/^identity$/i.test(request.headers['content-encoding'] ?? 'identity')) throw new HttpError(415);
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw new HttpError(413);
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, 'The body is not JSON.');
  }
}

function readText(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    // Its client left while something else was waited for, and no event will say so again.
    if (request.destroyed) reject(new HttpError(400, 'The request ended early.'));
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) reject(new HttpError(413));
      else chunks.push(chunk);
    });
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      if (isUtf16(body)) reject(new HttpError(415));
      else if (isUtf8(body)) resolve(body.toString('utf8', hasMark(body) ? BYTE_ORDER_MARK.length : 0));
      else reject(new HttpError(400, 'The body is not JSON.'));
    });
    request.on('error', () => reject(new HttpError(400, 'The request ended early.')));
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
