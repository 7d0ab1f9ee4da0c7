import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Registry } from 'prom-client';

export interface MetricsServer {
  /** `http://host:port/metrics`, with the port that was picked. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface MetricsServerOptions {
  readonly host: string;
  readonly port: number;
  /** Text of the metrics. When it rejects, the response is a 503. */
  readonly render: () => Promise<string>;
  readonly isReady: () => boolean;
}

/**
 * Serves `/metrics` on a port of its own, so that publishing the port of the gateway does not publish the metrics.
 * Serves `/healthz` and `/readyz` too, because a busy process accepts one connection at each port in turn: at the port
 * of the gateway a probe would wait behind the clients.
 */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const server = createServer((request, response) => void respond(request, response, options));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}/metrics`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  { method, url }: IncomingMessage,
  response: ServerResponse,
  { render, isReady }: MetricsServerOptions,
): Promise<void> {
  const path = url?.split('?', 1)[0];
  if (path === '/healthz') return void response.writeHead(200).end();
  if (path === '/readyz') return void response.writeHead(isReady() ? 200 : 503).end();
  if (path !== '/metrics') return void response.writeHead(404).end();
  if (method !== 'GET') return void response.writeHead(405, { allow: 'GET' }).end();
  try {
    const text = await render();
    response
      .writeHead(200, { 'content-type': Registry.PROMETHEUS_CONTENT_TYPE, 'cache-control': 'no-store' })
      .end(text);
  } catch {
    response.writeHead(503).end();
  }
}
