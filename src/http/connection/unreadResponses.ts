import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
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
 * Called for a stream of which the operating system takes no more bytes for now. Resolves with true when it takes bytes
 * again, and with false when the connection has ended.
 * @param onSlow called before the connection is closed because its client does not read
 */
export type WaitForDrain = (socket: Socket, owner: Owner, onSlow: () => void) => Promise<boolean>;

interface UnreadWatch {
  readonly watchResponse: WatchUnread;
  readonly waitForDrain: WaitForDrain;
}

/**
 * Closes the connections of clients that do not read. A response has a deadline, which a client cannot extend by
 * reading a few bytes now and then. Beyond `maxBytes` the address with most unread bytes loses its largest response.
 */
export function createUnreadWatch({ maxBytes, readMs }: UnreadOptions): UnreadWatch {
  const ledger = new FairLedger(Number.POSITIVE_INFINITY, maxBytes);
  /** @returns a function that ends the watch */
  const watch = (bytes: number, owner: Owner, end: () => void): (() => void) => {
    const timer = setTimeout(end, toReadMs(readMs, bytes));
    const holding = ledger.open(owner, end);
    holding.grow(bytes);
    return () => {
      clearTimeout(timer);
      holding.close();
    };
  };
  return {
    watchResponse(response, owner) {
      const { writableLength, socket } = response;
      response.once(
        'close',
        watch(writableLength, owner, () => void socket?.destroy()),
      );
    },
    waitForDrain: (socket, owner, onSlow) =>
      new Promise((resolve) => {
        if (socket.destroyed || !socket.writableNeedDrain) return resolve(!socket.destroyed);
        const end = (isDrained: boolean): void => {
          stop();
          socket.off('drain', drain).off('close', close);
          resolve(isDrained);
        };
        const drain = (): void => end(true);
        const close = (): void => end(false);
        socket.once('drain', drain).once('close', close);
        const stop = watch(socket.writableLength, owner, () => {
          onSlow();
          socket.destroy();
        });
      }),
  };
}

/** Milliseconds that a client has to read so many bytes. */
export function toReadMs(readMs: number, bytes: number): number {
  return readMs + (bytes / MIN_BYTES_PER_SECOND) * 1000;
}
