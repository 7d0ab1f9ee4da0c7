import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FairLedger } from '../../fairness/fairLedger.ts';

/** Requests that may wait on one connection for the responses to earlier ones. One more ends the connection. */
const MAX_WAITING = 256;

/** Resolves with true when the turn has come, and with false once it will not come any more. */
export type Turn = Promise<boolean>;

export interface PipelineOptions {
  /** Bounds what the requests that wait hold, on all connections together. */
  readonly waiting: FairLedger;
  readonly toClientAddress: (request: IncomingMessage) => string;
}

/**
 * Gives turns to requests that are sent before the responses to earlier ones of their connection: one request of a
 * connection is executed at a time, because a later one may build upon an earlier one, and because a connection that
 * ends has to end what was not begun. Node tells only the response whose turn it is that the connection ended.
 * @returns null for a request whose turn it is
 */
export function createPipeline({ waiting, toClientAddress }: PipelineOptions) {
  const lines = new WeakMap<Socket, Set<() => void>>();

  /** One listener for each connection that is used so, however many requests wait on it. */
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
    // The last response of the connection was written, and the client reads no other.
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
