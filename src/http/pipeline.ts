import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests that may wait on one connection for the responses to earlier ones. One more ends the connection. */
const MAX_WAITING = 256;

const waitingOn = new WeakMap<Socket, Set<() => void>>();

/**
 * The turn of a request among those of its connection. Requests that are sent before the responses to earlier ones are
 * executed one after the other: they may build upon each other, and one connection has no more than one place.
 * @param onGone is called when the connection ends before the turn comes, of which Node tells no such response
 * @returns null where it is the request's turn; otherwise false once it will not come any more
 */
export function waitForTurn(
  { socket }: IncomingMessage,
  response: ServerResponse,
  onGone: () => void,
): Promise<boolean> | null {
  if (response.socket !== null && !socket.writableEnded) return null;
  return new Promise((resolve) => {
    const leave = (isTurn: boolean): void => {
      waiting.delete(miss);
      if (!isTurn) onGone();
      resolve(isTurn);
    };
    const miss = (): void => leave(false);
    const waiting = findWaiting(socket);
    // The last response of the connection was written, and nobody reads another.
    if (socket.destroyed || socket.writableEnded) return miss();
    waiting.add(miss);
    response.once('socket', () => leave(true));
    if (waiting.size > MAX_WAITING) socket.destroy();
  });
}

/** One listener for each connection that is used so, however many requests wait on it. */
function findWaiting(socket: Socket): Set<() => void> {
  let waiting = waitingOn.get(socket);
  if (!waiting) {
    const created = new Set<() => void>();
    waitingOn.set(socket, (waiting = created));
    socket.once('close', () => {
      for (const miss of created) miss();
    });
  }
  return waiting;
}
