import { expect, onTestFinished } from 'vitest';
import type { Environment } from '../../../../src/config/config.ts';
import { post, type Answer } from '../../../support/post.ts';
import { openGateway } from '../../../support/gateway.ts';
import { startUpstream, type UpstreamResponse, type UpstreamRequest } from '../../../support/scriptedUpstream.ts';

export const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
const TIME = '2026-01-01T00:00:00Z';

/** Graphql-js itself, and compiled code. */
export const ENGINES = [{ COMPILE_AFTER: '0' }, { COMPILE_AFTER: '1' }];

export function times(count: number, toText: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => toText(index)).join(' ');
}

export function toId(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

/** A membership as the image service shows it. */
export function toMember(memberId: string, status = 'pending'): object {
  const times = { created_at: TIME, updated_at: TIME };
  return { image_id: IMAGE, member_id: memberId, status, ...times, schema: '/v2/schemas/member' };
}

export function toJson(body: unknown): UpstreamResponse {
  return { status: 200, body: body };
}

/** What refuses an operation, or one field of it. */
export function toExcess(limit: string, maximum: number, path?: readonly (string | number)[]): object {
  return {
    message: `The operation is too complex: it exceeds the limit of ${maximum} for ${limit}.`,
    extensions: { code: 'OPERATION_TOO_COMPLEX', retryable: false, limit },
    ...(path ? { path, locations: [expect.any(Object)] } : {}),
  };
}

interface BudgetLab {
  /** Method and path of what the image service was asked. */
  readonly calls: () => string[];
  ask(query: string, variables?: object): Promise<Answer>;
}

/** @param options `hasIdentity`: the scripted image service is the identity service as well */
export async function startBudgetLab(
  env: Environment,
  answer: (request: UpstreamRequest) => UpstreamResponse | Promise<UpstreamResponse>,
  { hasIdentity = false }: { hasIdentity?: boolean } = {},
): Promise<BudgetLab> {
  const glance = await startUpstream(answer);
  const gateway = await openGateway({
    GLANCE_ENDPOINT: glance.url,
    ...(hasIdentity ? { OS_AUTH_URL: glance.url } : null),
    ...env,
  });
  onTestFinished(() => gateway.stop());
  return {
    calls: () => glance.requests.map(({ method, url }) => `${method} ${url}`),
    ask: (query, variables = {}) => post(gateway.url, { query, variables }),
  };
}
