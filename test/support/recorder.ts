import { createServer, type IncomingMessage } from 'node:http';
import { onTestFinished } from 'vitest';
import { request as send } from 'undici';

interface RecordedCall {
  readonly method: string;
  readonly url: string;
  readonly token: string;
  readonly body: string;
}

export interface RecordedAnswer {
  readonly status: number;
  readonly body: string;
}

/** @param forward asks the image service behind, for this call or another URL */
export type Intercept = (
  call: RecordedCall,
  forward: (url?: string) => Promise<RecordedAnswer>,
) => Promise<RecordedAnswer | 'reset'>;

export interface Recorder {
  readonly url: string;
  /** Every request that reached the image service, in order. */
  readonly calls: readonly RecordedCall[];
  /** How many calls were under way at the same time, at most. */
  readonly mostAtOnce: number;
}

/** Stands between the gateway and an image service, counts, and changes answers where `intercept` says so. */
export async function startRecorder(
  endpoint: string,
  intercept: Intercept = (_call, forward) => forward(),
): Promise<Recorder> {
  const calls: RecordedCall[] = [];
  let underWay = 0;
  let mostAtOnce = 0;
  const server = createServer((incoming, response) => {
    void readCall(incoming).then(async (call) => {
      calls.push(call);
      underWay += 1;
      mostAtOnce = Math.max(mostAtOnce, underWay);
      const answer = await intercept(call, (url = call.url) => forwardCall(endpoint, { ...call, url }));
      underWay -= 1;
      if (answer === 'reset') return incoming.socket.resetAndDestroy();
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(answer.body);
    });
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
    });
  });
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    get mostAtOnce() {
      return mostAtOnce;
    },
  };
}

async function readCall(incoming: IncomingMessage): Promise<RecordedCall> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) if (chunk instanceof Uint8Array) chunks.push(chunk);
  const { method = '', url = '', headers } = incoming;
  return { method, url, token: String(headers['x-auth-token']), body: Buffer.concat(chunks).toString() };
}

async function forwardCall(endpoint: string, { method, url, token, body }: RecordedCall): Promise<RecordedAnswer> {
  const answer = await send(endpoint + url, {
    method: method === 'POST' || method === 'PUT' || method === 'DELETE' ? method : 'GET',
    headers: { accept: 'application/json', 'content-type': 'application/json', 'x-auth-token': token },
    body: body === '' ? null : body,
  });
  return { status: answer.statusCode, body: await answer.body.text() };
}

/** Something to wait for until it is opened. */
export function createGate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}
