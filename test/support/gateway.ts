import { onTestFinished } from 'vitest';
import { pino } from 'pino';
import { Agent, request } from 'undici';
import { parseConfig, type Environment } from '../../src/config/config.ts';
import type { Logger } from '../../src/log/logger.ts';
import { startServer, type RunningServer } from '../../src/server.ts';

export interface GatewayAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed where it is JSON, otherwise the text. */
  readonly body: unknown;
}

type Headers = Readonly<Record<string, string>>;

export interface Gateway {
  readonly url: string;
  readonly metricsUrl: string | null;
  /** Posts an operation with the token `token-of-the-user`, unless the headers say otherwise. */
  post(query: string, variables?: Readonly<Record<string, unknown>>, headers?: Headers): Promise<GatewayAnswer>;
  /** Sends anything. */
  send(
    path: string,
    options?: { method?: string; headers?: Headers; body?: string | Buffer; signal?: AbortSignal },
  ): Promise<GatewayAnswer>;
  stop(): Promise<void>;
}

/**
 * The whole gateway on a free port, before an embedded Glance unless `GLANCE_ENDPOINT` or `OS_AUTH_URL` is given. It
 * logs nothing unless a
 * logger is given. The caller stops it, so that it can serve all tests of a file.
 */
export function openGateway(env: Environment = {}, logger: Logger = pino({ level: 'silent' })): Promise<RunningServer> {
  // Most tests share with texts that are easier to read than Keystone's IDs.
  const config = parseConfig({ PORT: '0', MEMBER_IDS: 'any', ...env });
  const isConfigured = config.glanceEndpoint !== null || config.authUrl !== null;
  // In production an embedded Glance has to be asked for.
  return startServer(config, logger, isConfigured ? null : {});
}

/** The same before the given image service, with an HTTP client. Stopped when the test ends. */
export async function startGateway({
  endpoint,
  env = {},
  logger,
}: {
  endpoint: string;
  env?: Environment;
  logger?: Logger;
}): Promise<Gateway> {
  const settings = { GLANCE_ENDPOINT: endpoint, COMPILE_AFTER: '1', SHUTDOWN_GRACE_MS: '1000', ...env };
  const server = await openGateway(settings, logger);
  const dispatcher = new Agent();
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => (stopping ??= server.stop());
  onTestFinished(async () => {
    await dispatcher.destroy();
    await stop();
  });

  const send: Gateway['send'] = async (path, { method = 'GET', headers = {}, body, signal } = {}) => {
    const answer = await request(new URL(path, server.url), {
      method,
      headers,
      body: body ?? null,
      dispatcher,
      ...(signal ? { signal } : {}),
    });
    const text = await answer.body.text();
    return { status: answer.statusCode, headers: answer.headers, body: parseBody(text) };
  };

  return {
    url: server.url,
    metricsUrl: server.metricsUrl,
    send,
    post: (query, variables = {}, headers = {}) =>
      send('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-auth-token': 'token-of-the-user', ...headers },
        body: JSON.stringify({ query, variables }),
      }),
    stop,
  };
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
