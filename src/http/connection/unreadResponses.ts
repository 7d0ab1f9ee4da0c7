import type { ServerResponse } from 'node:http';
import { FairLedger, type Owner } from '../../fairness/fairLedger.ts';

/** A client that reads a whole response more slowly than this counts as a client that does not read. */
const MIN_BYTES_PER_SECOND = 65_536;

export interface UnreadOptions {
  /** Most bytes of written responses that clients have not read, on all connections together. */
  readonly maxBytes: number;
  /** Milliseconds that a client has to read a response, besides the time that its bytes take at the least speed. */
  readonly readMs: number;
}

/** Called for a written response of which the operating system has not taken all bytes. */
export type WatchUnread = (response: ServerResponse, owner: Owner) => void;

/**
 * Closes the connections of clients that do not read. A response has a deadline, which a client cannot extend by
 * reading a few bytes now and then. Beyond `maxBytes` the address with most unread bytes loses its largest response.
 */
export function createUnreadWatch({ maxBytes, readMs }: UnreadOptions): WatchUnread {
  const ledger = new FairLedger(Number.POSITIVE_INFINITY, maxBytes);
  return (response, owner) => {
    const { writableLength, socket } = response;
    const end = (): void => void socket?.destroy();
    const timer = setTimeout(end, readMs + (writableLength / MIN_BYTES_PER_SECOND) * 1000);
    const holding = ledger.open(owner, end);
    response.once('close', () => {
      clearTimeout(timer);
      holding.close();
    });
    holding.grow(writableLength);
  };
}
