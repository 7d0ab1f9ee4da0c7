import { onTestFinished } from 'vitest';
import type { Caller } from '../../src/glance/caller.ts';
import type { IsolationOptions } from '../../src/glance/transport/isolation.ts';
import { createPipeline, type Pipeline, type PipelineOptions } from '../../src/glance/transport/pipeline.ts';
import { ServiceFeatures } from '../../src/glance/wire/serviceFeatures.ts';
import { Wire } from '../../src/glance/wire/wire.ts';
import { Cancellation } from '../../src/lib/cancellation.ts';
import type { Tenants } from '../../src/fairness/tenants.ts';
import type { UpstreamResponse } from './scriptedUpstream.ts';

export const KEY = { imageId: '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01', memberId: '2f9d8c7b6a5e4d3c9b2a1f0e8d7c6b52' };

export const MEMBER_ROW = {
  image_id: KEY.imageId,
  member_id: KEY.memberId,
  status: 'pending',
  created_at: '2026-04-24T09:12:07Z',
  updated_at: '2026-04-24T09:12:07Z',
  schema: '/v2/schemas/member',
};

/** MEMBER_ROW as it is decoded. */
export const MEMBER = {
  ...KEY,
  status: 'pending',
  createdAt: MEMBER_ROW.created_at,
  updatedAt: MEMBER_ROW.updated_at,
  schema: MEMBER_ROW.schema,
};

/** A response of JSON, as the image service and Keystone send it. */
export function status(
  code: number,
  headers: Record<string, string> = {},
  body: unknown = { message: '' },
): UpstreamResponse {
  return { status: code, headers, body };
}

export const ok = status(200, {}, MEMBER_ROW);

/** The image service below the door of src/glance, for tests of single calls. */
export interface TestGlance extends Pipeline {
  wire(caller: Caller): Wire;
}

export function openTestGlance(options: PipelineOptions): TestGlance {
  const pipeline = createPipeline(options);
  const features = new ServiceFeatures();
  onTestFinished(() => pipeline.close());
  return {
    send: pipeline.send,
    identity: pipeline.identity,
    get state() {
      return pipeline.state;
    },
    close: pipeline.close,
    wire: (caller) => new Wire(pipeline, features, caller),
  };
}

export function createTestGlance(
  endpoint: string,
  isolation: Partial<IsolationOptions> = {},
  timeouts: { headersTimeoutMs?: number; bodyTimeoutMs?: number } = {},
): TestGlance {
  return openTestGlance({
    endpoint,
    connections: 64,
    connectTimeoutMs: 1000,
    headersTimeoutMs: 1000,
    bodyTimeoutMs: 1000,
    maxResponseBytes: 1024 * 1024,
    ...timeouts,
    isolation: { limit: 64, queueLimit: 1024, breakerOpenMs: 2000, breakerMinimumRps: 1000, ...isolation },
  });
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
