import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { BodyBuffer } from './bodyBuffer.ts';
import type { Holding } from '../../fairness/fairLedger.ts';
import { HttpError } from '../httpError.ts';
import type { Turn } from '../connection/pipelining.ts';

const MAX_BODY_BYTES = 256 * 1024;

/** Limits the parts, because even a small part takes time: 4096 parts are a full body in parts of 64 bytes. */
const MAX_PARTS = 4096;

const RETRY_AFTER_SECONDS = 1;

export interface BodyOptions {
  /** Null when it is the request's turn already. */
  readonly turn: Turn | null;
  /** Counts the bytes of the body while it comes and while it waits for its turn. `evict` gives the body up. */
  hold(evict: () => void): Holding;
}

/**
 * Begins to read a JSON body at once, and resolves when it is the request's turn.
 * @throws HttpError for a body that is too large, is not UTF-8, ends early, or is given up to make room for others
 */
export async function readJsonText(request: IncomingMessage, options: BodyOptions): Promise<string> {
  const type = request.headers['content-type'];
  if (type === undefined || !/^application\/json *(;|$)/i.test(type)) throw new HttpError(415);
  const charset = /;\s*charset="?([\w-]+)/i.exec(type)?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) throw new HttpError(415);
  if (request.headers['content-encoding'] !== undefined) throw new HttpError(415);
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw new HttpError(413);
  return readText(request, options);
}

/** @throws HttpError for a text that is not JSON */
export function parseJsonBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, 'The body is not JSON.');
  }
}

function readText(request: IncomingMessage, { turn, hold }: BodyOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    /** Null after the body was given up. */
    let buffer: BodyBuffer | null = new BodyBuffer();
    let holding: Holding | null = null;
    const giveUp = (error: HttpError): void => {
      buffer = null;
      holding?.close();
      reject(error);
    };
    const endEarly = (): void => giveUp(new HttpError(400, 'The request ended early.'));
    // Count only a body that is kept for a while: most bodies come together with the headers.
    if (turn !== null || !request.complete) {
      holding = hold(() => giveUp(new HttpError(503, 'The gateway is overloaded.', RETRY_AFTER_SECONDS)));
    }
    request.on('data', (part: Buffer) => {
      if (buffer === null) return;
      if (buffer.length + part.length > MAX_BODY_BYTES) return giveUp(new HttpError(413));
      if (buffer.parts >= MAX_PARTS) return giveUp(new HttpError(400, 'The body comes in too many parts.'));
      const { capacity } = buffer;
      buffer.add(part);
      holding?.grow(buffer.capacity - capacity);
    });
    const finish = (): void => {
      if (buffer === null) return;
      holding?.close();
      const { content } = buffer;
      // The request may be open for long, when its response is a stream.
      buffer = null;
      if (isUtf8(content)) resolve(withoutByteOrderMark(content.toString()));
      else reject(new HttpError(400, 'The body is not JSON.'));
    };
    request.on('end', () => (turn === null ? finish() : void turn.then((isTurn) => (isTurn ? finish() : endEarly()))));
    request.on('error', endEarly);
    // The client may have left before these listeners were added, and no event will say so again.
    if (request.destroyed) endEarly();
  });
}

/** Ignores a byte order mark, as RFC 8259 allows, because some editors and .NET clients write one. */
function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
