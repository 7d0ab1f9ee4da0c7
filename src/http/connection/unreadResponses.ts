import type { ServerResponse } from 'node:http';
import { FairLedger, type Owner } from '../../fairness/fairLedger.ts';

/** A client that reads more slowly than this for the whole of a response is taken for one that does not read. */
const MIN_BYTES_PER_SECOND = 65_536;

export interface UnreadOptions {
  /** Of responses that were written and that their clients have not read yet, on all connections together. */
  readonly maxBytes: number;
  /** Milliseconds that a client has to read a response, beside the time that its size takes at the least speed. */
  readonly readMs: number;
}

/** Is told of a response that was written, and of which the system has not taken all bytes. */
export type WatchUnread = (response: ServerResponse, owner: Owner) => void;

/**
 * Ends the connections of clients that do not read. A response may take a certain time, although its client reads a byte
 * now and again. Beyond the bound the largest response of the address that leaves most unread is given up.
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
