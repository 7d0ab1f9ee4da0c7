import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';

export interface OpenSocket {
  readonly ws: WebSocket;
  /** Messages that have come, parsed. */
  readonly messages: Record<string, unknown>[];
  send(...messages: readonly unknown[]): void;
  /** Code and reason of the end. */
  readonly closed: Promise<readonly [code: number, reason: string]>;
}

/** A WebSocket without the protocol's own client. Closed when the test ends. */
export async function openSocket(
  url: string,
  { protocol = 'graphql-transport-ws', ...options }: ClientOptions & { protocol?: string } = {},
): Promise<OpenSocket> {
  const ws = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocol, options);
  onTestFinished(() => ws.terminate());
  const messages: Record<string, unknown>[] = [];
  ws.on('message', (data) => messages.push(JSON.parse(String(data)) as Record<string, unknown>));
  ws.on('error', () => {});
  const closed = once(ws, 'close').then(([code, reason]) => [Number(code), String(reason)] as const);
  await once(ws, 'open');
  return {
    ws,
    messages,
    closed,
    send: (...all) => {
      for (const message of all) ws.send(typeof message === 'string' ? message : JSON.stringify(message));
    },
  };
}

export const init = (payload?: unknown) => ({ type: 'connection_init', ...(payload === undefined ? {} : { payload }) });

export const subscribe = (id: string, query: string, variables: unknown = {}) => ({
  id,
  type: 'subscribe',
  payload: { query, variables },
});

/** A WebSocket whose `connection_init` was acknowledged; its messages begin after that. */
export async function openAcked(
  url: string,
  payload: unknown,
  headers: Record<string, string> = {},
): Promise<OpenSocket> {
  const opened = await openSocket(url, { headers });
  opened.send(init(payload));
  await once(opened.ws, 'message');
  opened.messages.length = 0;
  return opened;
}
