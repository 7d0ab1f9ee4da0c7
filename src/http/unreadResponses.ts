import type { IncomingMessage, ServerResponse } from 'node:http';
import { FairLedger } from './fairLedger.ts';

/** A client that reads more slowly than this for the whole of a response is taken for one that does not read. */
const MIN_BYTES_PER_SECOND = 65_536;

export interface UnreadOptions {
  /** Of responses that were written and that their clients have not read yet, in all connections. */
  readonly maxBytes: number;
  /** Milliseconds that a client has to read a response, beside the time that its size takes at the least speed. */
  readonly readMs: number;
  readonly toClientAddress: (request: IncomingMessage) => string;
}

/** To be told of a response that has ended, and of which the system has not taken all bytes. */
export type WatchUnread = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Ends the connections of clients that do not read: those that take longer than a response may take, although they read
 * a byte from time to time, and beyond the bound the largest response of the address that leaves most unread.
 */
export function createUnreadWatch({ maxBytes, readMs, toClientAddress }: UnreadOptions): WatchUnread {
  const ledger = new FairLedger(Number.POSITIVE_INFINITY, maxBytes);
  return (request, response) => {
    const { writableLength } = response;
    const end = (): void => void request.socket.destroy();
    const timer = setTimeout(end, readMs + (writableLength / MIN_BYTES_PER_SECOND) * 1000);
    const holding = ledger.open(toClientAddress(request), end);
    response.once('close', () => {
      clearTimeout(timer);
      holding.close();
    });
    holding.grow(writableLength);
  };
}
