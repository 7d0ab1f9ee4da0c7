import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { watchSharing } from '../src/live.ts';
import { createSocketClient } from '../src/socket.ts';

const READY = {
  imageSharing: { __typename: 'ImageSharingReady', source: 'NOTIFICATIONS', at: '2026-11-26T00:00:00Z' },
};

/** A gateway that is live and then does not respond any more, as behind a connection that has died. */
async function startMuteGateway(): Promise<string> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'graphql-transport-ws' });
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  server.on('connection', (socket) => {
    socket.on('message', (text) => {
      const { type, id }: { type: string; id: string } = JSON.parse(String(text));
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
      if (type === 'subscribe') socket.send(JSON.stringify({ type: 'next', id, payload: { data: READY } }));
    });
  });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return `ws://127.0.0.1:${address.port}`;
}

it('a WebSocket whose pings have no response is given up, and opened again', async () => {
  const url = await startMuteGateway();
  const client = createSocketClient({ url, token: () => 'token-of-the-user', webSocketImpl: WebSocket, pingMs: 30 });
  const states: string[] = [];
  const stop = watchSharing(client, { firstDelayMs: 10, onState: (state) => states.push(state) });
  onTestFinished(stop);
  await expect.poll(() => states.slice(0, 3)).toEqual(['live', 'reconnecting', 'live']);
});
