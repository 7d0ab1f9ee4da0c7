import { openConnection, type RawConnection } from '../../support/rawConnection.ts';

export const TOKEN = 'token-of-the-user';

export interface Asked {
  readonly query: string;
  readonly accept?: string;
  readonly variables?: unknown;
  /** More lines of headers. */
  readonly headers?: readonly string[];
  readonly token?: string;
  readonly localAddress?: string;
}

/** Sends an operation on a plain connection, and leaves the response to the test. */
export async function openStream(url: string, asked: Asked): Promise<RawConnection & { readonly text: () => string }> {
  const { query, variables = {}, accept = 'text/event-stream', headers = [], token = TOKEN, localAddress } = asked;
  const connection = await openConnection(url, localAddress);
  let text = '';
  connection.socket.on('error', () => {});
  connection.socket.on('data', (chunk) => {
    text += String(chunk);
  });
  const body = JSON.stringify({ query, variables });
  const lines = ['POST /graphql HTTP/1.1', 'host: a', 'content-type: application/json', `accept: ${accept}`];
  const more = [...headers, ...(token === '' ? [] : [`x-auth-token: ${token}`])];
  lines.push(...more, `content-length: ${Buffer.byteLength(body)}`);
  connection.socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  return { ...connection, text: () => text };
}

/** The body of a response in chunks. */
export function readChunks(response: string): string {
  let rest = response.slice(response.indexOf('\r\n\r\n') + 4);
  let body = '';
  while (rest !== '') {
    const line = rest.indexOf('\r\n');
    const length = Number.parseInt(rest.slice(0, line), 16);
    body += rest.slice(line + 2, line + 2 + length);
    rest = rest.slice(line + 4 + length);
  }
  return body;
}

/** The headers of a response by name, and its status line under an empty name. */
export function readHead(response: string): Record<string, string> {
  const [status = '', ...lines] = response.slice(0, response.indexOf('\r\n\r\n')).split('\r\n');
  const headers = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 2),
  ]);
  return { '': status, ...Object.fromEntries(headers) };
}
