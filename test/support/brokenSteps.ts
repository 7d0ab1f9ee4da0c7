import type { UpstreamStep } from './scriptedUpstream.ts';

/** Never answers. */
export const hang: UpstreamStep = () => {};

/** Ends the connection with a TCP reset. */
export const reset: UpstreamStep = (_response, { socket }) => void socket.resetAndDestroy();

/** Ends the connection in good order, without an answer. */
export const hangUp: UpstreamStep = (_response, { socket }) => void socket.end();

/** Writes bytes as they are, then ends the connection unless it stays open. */
export const raw =
  (bytes: string, { stayOpen = false } = {}): UpstreamStep =>
  (_response, { socket }) => {
    if (stayOpen) socket.write(bytes);
    else socket.end(bytes);
  };

/** Sends the headers at once and then a byte of the body now and again, for ever. */
export const drip =
  (everyMs: number): UpstreamStep =>
  (_response, { socket }) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n');
    const timer = setInterval(() => socket.write(' '), everyMs);
    socket.once('close', () => clearInterval(timer));
  };
