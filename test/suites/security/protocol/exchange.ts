import { connect } from 'node:net';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** How the bytes of a request are sent: at once, in small pieces, or not to their end. */
export type Delivery = 'whole' | 'pieces' | 'stalled' | 'cut';

export const DELIVERIES: readonly [Delivery, Delivery, Delivery, Delivery] = ['whole', 'pieces', 'stalled', 'cut'];

const MAX_PIECES = 300;
/** How often something else is done while no answer comes: one that waits for the rest of a request has none. */
const MAX_ROUNDS = 5;

/**
 * Sends bytes and reads until the connection is over. Does something else while there is no answer, and then ends its
 * side; a stalled client, which has said nothing more from the middle on, destroys the connection.
 * @returns what was received, by latin1
 */
export async function exchange(
  url: string,
  bytes: Buffer,
  how: {
    readonly delivery: Delivery;
    readonly random: () => number;
    /** Whether everything is answered that was asked for. */
    readonly isOver: (received: string) => boolean;
    readonly meanwhile: () => Promise<void>;
  },
): Promise<string> {
  const { delivery, random, isOver, meanwhile } = how;
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => (received += chunk));
  // A gateway that refuses a request before its end may reset the connection: what has come until then counts.
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await once(socket, 'connect');
  const end = delivery === 'whole' || delivery === 'pieces' ? bytes.length : Math.floor(bytes.length * random());
  if (delivery === 'pieces') await writePieces(bytes, (piece) => socket.write(piece));
  else socket.write(bytes.subarray(0, end));
  if (delivery === 'cut') socket.end();
  for (let rounds = 0; rounds < MAX_ROUNDS && !isOver(received) && !socket.closed; rounds += 1) await meanwhile();
  if (delivery === 'stalled') socket.destroy();
  else socket.end();
  await closed;
  return received;
}

/** One byte each at the beginning, where a request line and headers are, and larger ones later. */
async function writePieces(bytes: Buffer, write: (piece: Buffer) => void): Promise<void> {
  const bytewise = Math.min(bytes.length, MAX_PIECES);
  for (let at = 0; at < bytewise; at += 1) {
    write(bytes.subarray(at, at + 1));
    await nextTurn();
  }
  const size = Math.max(1, Math.ceil((bytes.length - bytewise) / MAX_PIECES));
  for (let at = bytewise; at < bytes.length; at += size) {
    write(bytes.subarray(at, at + size));
    await nextTurn();
  }
}
