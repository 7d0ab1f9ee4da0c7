import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { HttpError } from './httpError.ts';

const MAX_BODY_BYTES = 256 * 1024;

/** Reads a JSON body. @throws HttpError for one that is too large, is not UTF-8 JSON, or ends early */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type'];
  if (type === undefined || !/^application\/json *(;|$)/i.test(type)) throw new HttpError(415);
  const charset = /;\s*charset="?([\w-]+)/i.exec(type)?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) throw new HttpError(415);
  if (request.headers['content-encoding'] !== undefined) throw new HttpError(415);
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
      if (isUtf8(body)) resolve(withoutByteOrderMark(body.toString()));
      else reject(new HttpError(400, 'The body is not JSON.'));
    });
    request.on('error', () => reject(new HttpError(400, 'The request ended early.')));
  });
}

/** RFC 8259 lets a reader ignore it, and some editors and .NET clients write it. */
function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
