import { onTestFinished } from 'vitest';
import { Agent, request } from 'undici';
import type { Environment } from '../../src/config/config.ts';
import { startEmbeddedGlance } from '../../src/embedded/server.ts';
import type { EmbeddedSeed, SeedImage } from '../../src/embedded/seed.ts';
import { readMetric } from './readMetric.ts';
import { openGateway } from './gateway.ts';
import { startRecorder, type Intercept, type Recorder } from './recorder.ts';

export const ADMIN = 'c'.repeat(32);
export const ALPHA = 'a'.repeat(32);
export const BETA = 'b'.repeat(32);

type ActorName = 'admin' | 'alpha' | 'beta';

interface Reads {
  readonly recorder: Recorder;
  /** The whole body of the response. */
  run(query: string, variables?: Readonly<Record<string, unknown>>, as?: ActorName): Promise<unknown>;
  /** How many operations the gateway is at. */
  countRunning(): Promise<number>;
}

/** The gateway in front of a recorder in front of an embedded Glance with these images. Stopped when the test ends. */
export async function startReads(
  images: readonly SeedImage[],
  {
    intercept,
    env = {},
    ...glanceOptions
  }: { intercept?: Intercept; env?: Environment; memberQuota?: number; apiMinor?: number; pageMax?: number } = {},
): Promise<Reads> {
  const seed: EmbeddedSeed = {
    projects: { admin: ADMIN, alpha: ALPHA, beta: BETA },
    tokens: {
      admin: { token: 'token-of-project-admin', project: 'admin', roles: ['admin'] },
      alpha: { token: 'token-of-project-alpha', project: 'alpha', roles: ['member'] },
      beta: { token: 'token-of-project-beta', project: 'beta', roles: ['member'] },
    },
    images,
  };
  const glance = await startEmbeddedGlance({ seed, ...glanceOptions });
  onTestFinished(glance.stop);
  const recorder = await startRecorder(glance.url, intercept);
  const settings = {
    GLANCE_ENDPOINT: recorder.url,
    COMPILE_AFTER: '1',
    SHUTDOWN_GRACE_MS: '1000',
    METRICS_PORT: '0',
    ...env,
  };
  const server = await openGateway(settings);
  const dispatcher = new Agent();
  onTestFinished(async () => {
    await dispatcher.destroy();
    await server.stop();
  });
  return {
    recorder,
    async run(query, variables = {}, as = 'alpha') {
      const { body } = await request(`${server.url}/graphql`, {
        dispatcher,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-auth-token': `token-of-project-${as}` },
        body: JSON.stringify({ query, variables }),
      });
      return body.json();
    },
    countRunning: () => readMetric(server.metricsUrl, 'glance_graphql_operations_running'),
  };
}

/** `00000000-0000-4000-8000-000000000007` for 7. */
export function toImageId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** Shared images of alpha, numbered from 1, each a second younger than the one before. */
export function createImages(
  count: number,
  change: (number: number) => Partial<SeedImage> = () => ({}),
): readonly SeedImage[] {
  return Array.from({ length: count }, (_, index) => ({
    id: toImageId(index + 1),
    name: `image-${String(index + 1).padStart(3, '0')}`,
    owner: 'alpha',
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, 0, index)).toISOString(),
    ...change(index + 1),
  }));
}
