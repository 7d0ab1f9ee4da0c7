import type { Socket } from 'node:net';
import { buildConnector } from 'undici';

const EXAMPLE = 'HTTP/1.1 100';
const INFORMATIONAL = /^HTTP\/1\.[01] 1\d\d/;
const STATUS_AT = 'HTTP/1.1 '.length;
const DIGIT_ONE = 0x31;
const MAX_HEAD_BYTES = 16 * 1024;

/**
 * Connects as undici does, and removes informational responses (1xx) from what undici reads. Otherwise undici closes a
 * connection on which `100 Continue` or `101 Switching Protocols` comes before the response.
 */
export function createConnector(connectTimeoutMs: number, ca: string | null): buildConnector.connector {
  const connect = buildConnector({ timeout: connectTimeoutMs, ...(ca === null ? null : { ca }) });
  return (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (error) return callback(error, null);
      leaveOutInformational(socket);
      callback(null, socket);
    });
}

/** Relies on two facts: undici reads by `socket.read()` alone, and one request at a time is on the socket. */
function leaveOutInformational(socket: Socket): void {
  const read = socket.read.bind(socket);
  /** `bytesWritten` when the last response began. Another number means that the next bytes begin a response. */
  let respondedAt = -1;
  /** The beginning of an informational response, until its end has come. */
  let held: Buffer | null = null;
  socket.read = (size) => {
    const chunk: unknown = read(size);
    if (!Buffer.isBuffer(chunk) || socket.bytesWritten === respondedAt) return chunk;
    const bytes: Buffer = held ? Buffer.concat([held, chunk]) : chunk;
    held = null;
    const begin = skipInformational(bytes);
    const rest = begin === 0 ? bytes : bytes.subarray(begin);
    if (rest.length > MAX_HEAD_BYTES || !mayBeInformational(rest, 0)) {
      respondedAt = socket.bytesWritten;
      return rest;
    }
    held = rest;
    return null;
  };
}

/** @returns the end of the informational responses at the beginning of `bytes` */
function skipInformational(bytes: Buffer): number {
  let begin = 0;
  while (mayBeInformational(bytes, begin)) {
    const end = bytes.indexOf('\r\n\r\n', begin, 'latin1');
    if (end < 0) break;
    begin = end + 4;
  }
  return begin;
}

/** Whether an informational response can begin at `begin`, by the bytes that have come. */
function mayBeInformational(bytes: Buffer, begin: number): boolean {
  const digit = bytes[begin + STATUS_AT];
  // Nearly every response is final and is recognized here, by one byte.
  if (digit !== undefined && digit !== DIGIT_ONE) return false;
  const text = bytes.toString('latin1', begin, begin + EXAMPLE.length);
  return INFORMATIONAL.test(text + EXAMPLE.slice(text.length));
}
