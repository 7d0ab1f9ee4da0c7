import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface RawConnection {
  readonly socket: Socket;
  /** Everything that was received until the other side ended the connection. Rejects when it was reset. */
  readonly received: Promise<string>;
}

/**
 * A plain TCP connection to the host and port of a URL. Closed when the test ends.
 * @param localAddress of the loopback network, so that it is the connection of another client
 */
export async function openConnection(url: string, localAddress?: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), ...(localAddress ? { localAddress } : {}) });
  onTestFinished(() => void socket.destroy());
  const chunks: Buffer[] = [];
  const received = new Promise<string>((resolve, reject) => {
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.once('end', () => resolve(Buffer.concat(chunks).toString()));
    socket.once('error', reject);
  });
  // Whoever asks for it sees the failure; a connection that is refused has nobody to ask.
  received.catch(() => {});
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return { socket, received };
}
