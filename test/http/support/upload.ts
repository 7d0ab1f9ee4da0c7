import { openConnection } from '../../support/rawConnection.ts';

const BODY = JSON.stringify({ query: '{ __typename }' });

export interface Upload {
  /** Sends so many bytes more. */
  send(bytes: number): Promise<void>;
  /** Sends the rest, and ends the connection after its response. */
  finish(): Promise<string>;
  /** Leaves without the rest. */
  leave(): void;
  /** Everything that came, once the connection has ended. */
  readonly received: Promise<string>;
}

/** A request whose body of 256 KiB comes by parts: its head and so many bytes are sent at once. */
export async function startUpload(
  url: string,
  {
    sent = 1,
    address = '192.0.2.1',
    token = 'token-of-an-upload',
  }: { sent?: number; address?: string; token?: string },
): Promise<Upload> {
  const { socket, received } = await openConnection(url);
  // A connection that is ended with bytes on their way is reset.
  socket.on('error', () => {});
  const text = BODY.padEnd(262_144);
  let position = 0;
  const write = (bytes: string): Promise<void> => new Promise((resolve) => socket.write(bytes, () => resolve()));
  const send = (bytes: number): Promise<void> => {
    const part = text.slice(position, position + bytes);
    position += bytes;
    return write(part);
  };
  await write(
    `POST /graphql HTTP/1.1\r\nhost: a\r\nx-auth-token: ${token}\r\nx-forwarded-for: ${address}\r\n` +
      `content-type: application/json\r\nconnection: close\r\ncontent-length: ${text.length}\r\n\r\n`,
  );
  await send(sent);
  return {
    send,
    async finish() {
      await send(text.length - position);
      return received;
    },
    leave: () => void socket.destroy(),
    received,
  };
}
