import { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpError } from '../httpError.ts';
import { SECURITY_HEADERS } from '../securityHeaders.ts';

/**
 * A request that is upgraded to WebSocket and to nothing else: a server may ignore other upgrades, such as `h2c`, which
 * curl asks for. Node would hand such a request to the listener of upgrades, without a response.
 */
export class UpgradableRequest extends IncomingMessage {
  // Node sets the property in the constructor of the class above, before a private field exists.
  declare private wantsUpgrade: boolean;

  get upgrade(): boolean {
    return this.wantsUpgrade && /^websocket$/i.test(this.headers.upgrade ?? '');
  }

  set upgrade(wants: boolean) {
    this.wantsUpgrade = wants;
  }
}

/** Responds to an upgrade that is not made, and closes the connection. */
export function refuseUpgrade(socket: Socket, error: HttpError, headers: readonly string[] = []): void {
  const { status, body, retryAfterSeconds } = error;
  const lines = [`HTTP/1.1 ${status} ${REASONS[status] ?? ''}`, 'connection: close'];
  lines.push('content-type: application/json; charset=utf-8', `content-length: ${Buffer.byteLength(body)}`);
  lines.push('cache-control: no-store');
  if (retryAfterSeconds !== null) lines.push(`retry-after: ${retryAfterSeconds}`);
  const more = [...headers, ...SECURITY_HEADERS];
  for (let i = 0; i < more.length; i += 2) lines.push(`${more[i]}: ${more[i + 1]}`);
  // Bytes that nobody reads would reset the connection before the client has its response.
  socket.resume().end(`${lines.join('\r\n')}\r\n\r\n${body}`);
  // A client that does not end its side would keep the connection.
  const timer = setTimeout(() => socket.destroy(), CLOSE_MS);
  socket.once('close', () => clearTimeout(timer));
}

/** Milliseconds that a client has to read why its upgrade was refused. */
const CLOSE_MS = 2000;

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};
