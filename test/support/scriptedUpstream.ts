import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import type { Caller } from '../../src/glance/caller.ts';
import type { IsolationOptions } from '../../src/glance/transport/isolation.ts';
import { createGlance, type Glance } from '../../src/glance/glance.ts';
import { Cancellation } from '../../src/lib/cancellation.ts';
import type { Tenants } from '../../src/fairness/tenants.ts';

export const KEY = { imageId: '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01', memberId: '2f9d8c7b6a5e4d3c9b2a1f0e8d7c6b52' };

export const MEMBER_ROW = {
  image_id: KEY.imageId,
  member_id: KEY.memberId,
  status: 'pending',
  created_at: '2026-04-24T09:12:07Z',
  updated_at: '2026-04-24T09:12:07Z',
  schema: '/v2/schemas/member',
};

export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export interface ScriptedUpstream {
  readonly url: string;
  /** `METHOD path` of each request that arrived. */
  readonly requests: string[];
}

export function status(code: number, headers: Record<string, string> = {}, body: unknown = { message: '' }): Answer {
  return (response) => {
    response.writeHead(code, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

export const ok: Answer = status(200, {}, MEMBER_ROW);

export const reset: Answer = (response) => {
  response.socket?.resetAndDestroy();
};

/** Answers the first request with the first answer, and so on; the last answer stays. */
export async function startScriptedUpstream(...answers: readonly Answer[]): Promise<ScriptedUpstream> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => answer?.(response, request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, requests };
}

export function createTestGlance(
  endpoint: string,
  isolation: Partial<IsolationOptions> = {},
  timeouts: { headersTimeoutMs?: number; bodyTimeoutMs?: number } = {},
): Glance {
  const glance = createGlance({
    endpoint,
    connections: 64,
    connectTimeoutMs: 1000,
    headersTimeoutMs: 1000,
    bodyTimeoutMs: 1000,
    maxAnswerBytes: 1024 * 1024,
    ...timeouts,
    isolation: { limit: 64, queueLimit: 1024, breakerOpenMs: 2000, breakerMinimumRps: 1000, ...isolation },
  });
  onTestFinished(() => glance.client.close());
  return glance;
}

export function createCaller(cancellation = Cancellation.start(10_000)): Caller {
  onTestFinished(() => cancellation.stopTimer());
  return { token: 'token-of-a-caller', cancellation };
}

/** A caller as a request of this token from this address has it. */
export function createTenantCaller(tenants: Tenants, token: string, address = '192.0.2.1'): Caller {
  const caller = createCaller();
  return { ...caller, token, share: tenants.open(token, address) };
}
