import type { PipelineOptions } from '../../src/glance/transport/pipeline.ts';
import { openTestGlance, type TestGlance } from './testGlance.ts';

/** @param endpoint null has it looked up in the catalog: region north, interface internal */
export function createKeystoneGlance(
  endpoint: string | null,
  authUrl: string | null,
  { catalogLifetimeMs, ...options }: Partial<PipelineOptions> & { catalogLifetimeMs?: number } = {},
): TestGlance {
  const choice = { region: 'north', interface: 'internal' } as const;
  const lifetime = catalogLifetimeMs === undefined ? {} : { catalogLifetimeMs };
  return openTestGlance({
    endpoint,
    connections: 4,
    connectTimeoutMs: 1000,
    headersTimeoutMs: 1000,
    bodyTimeoutMs: 1000,
    maxResponseBytes: 1024 * 1024,
    ...options,
    keystone: authUrl === null ? null : { endpoint: authUrl, choice, ...lifetime },
  });
}

/** What Keystone answers to `GET /v3/auth/tokens`, of a token of a project unless `fields` say other. */
export function describeToken(fields: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    token: {
      methods: ['password'],
      expires_at: '2026-11-27T12:38:33.000000Z',
      project: { id: '0d6c914c73084b36a7dc765a5188bf67', name: 'alpha', domain: { id: 'default', name: 'Default' } },
      roles: [{ id: 'a', name: 'member' }],
      ...fields,
    },
  };
}

/** Has the image service at the URL for the choice above, and others at other hosts. */
export function catalogOf(url: unknown): unknown[] {
  const endpoints = [
    { interface: 'public', region: 'north', region_id: 'north', url: 'http://public.invalid' },
    { interface: 'internal', region: 'south', region_id: 'south', url: 'http://south.invalid' },
    { interface: 'internal', region: 'north', region_id: 'north', url },
  ];
  return [
    { type: 'compute', endpoints: [] },
    { type: 'image', endpoints },
  ];
}
