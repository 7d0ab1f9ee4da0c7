import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FairLedger } from '../../fairness/fairLedger.ts';

/** Most requests that wait for their turn on one connection. One more request closes the connection. */
const MAX_WAITING = 256;

/** Resolves with true when it is the request's turn, and with false when the connection ended before. */
export type Turn = Promise<boolean>;

export interface PipelineOptions {
  /** Limits the bytes of all waiting requests. */
  readonly waiting: FairLedger;
  readonly toClientAddress: (request: IncomingMessage) => string;
}

/**
 * Makes pipelined requests, which a client sends before it has the responses to earlier ones, wait for their turn. One
 * request of a connection is executed at a time, because a later request may depend on an earlier one, and because a
 * connection that ends must also end its waiting requests. Node reports the end of a connection only to the response
 * whose turn it is.
 * @returns a function that returns null when it is the request's turn already
 */
export function createPipeline({ waiting, toClientAddress }: PipelineOptions) {
  const lines = new WeakMap<Socket, Set<() => void>>();

  /** The waiting requests of a connection. One listener serves all of them. */
  const findLine = (socket: Socket): Set<() => void> => {
    const known = lines.get(socket);
    if (known) return known;
    const line = new Set<() => void>();
    lines.set(socket, line);
    socket.once('close', () => {
      for (const miss of line) miss();
    });
    return line;
  };

  return (request: IncomingMessage, response: ServerResponse): Turn | null => {
    const { socket } = request;
    if (response.socket !== null && !socket.writableEnded) return null;
    // The connection has sent its last response, so the client reads no further one.
    if (socket.destroyed || socket.writableEnded) return Promise.resolve(false);
    const line = findLine(socket);
    if (line.size >= MAX_WAITING) {
      socket.destroy();
      return Promise.resolve(false);
    }
    const owner = { token: { key: '' }, address: { key: toClientAddress(request) }, isKnown: false };
    const holding = waiting.open(owner, () => void socket.destroy());
    return new Promise((resolve) => {
      const leave = (isTurn: boolean): void => {
        line.delete(miss);
        holding.close();
        resolve(isTurn);
      };
      const miss = (): void => leave(false);
      line.add(miss);
      response.once('socket', () => leave(true));
      holding.grow(toHeadBytes(request));
    });
  };
}

function toHeadBytes({ url = '', rawHeaders }: IncomingMessage): number {
  let bytes = url.length;
  for (const text of rawHeaders) bytes += text.length;
  return bytes;
}
