import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { startGateway } from '../../../../test/support/gateway.ts';
import { startUpstream } from '../../../../test/support/scriptedUpstream.ts';

/** `/graphql` of a gateway whose image service is down: every call is answered with 503. */
export async function startGatewayWithoutGlance(): Promise<string> {
  const upstream = await startUpstream(Array.from({ length: 20 }, () => ({ status: 503, body: '<h1>No server</h1>' })));
  const gateway = await startGateway({ endpoint: upstream.url });
  return `${gateway.url}/graphql`;
}

/** A server in the place of the gateway that cuts every connection once it has the request. */
export async function startCutter(): Promise<string> {
  const server = createServer((request) => request.socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/graphql`;
}
