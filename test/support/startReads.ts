import { onTestFinished } from 'vitest';
import { Client } from 'undici';
import { startEmbeddedGlance } from '../../src/embedded/server.ts';
import type { EmbeddedSeed, SeedImage } from '../../src/embedded/seed.ts';
import { openGateway } from './gateway.ts';
import { startRecorder, type Intercept, type Recorder } from './recorder.ts';

export const ALPHA = 'a'.repeat(32);
export const BETA = 'b'.repeat(32);

type ActorName = 'admin' | 'alpha' | 'beta';

interface Reads {
  readonly recorder: Recorder;
  /** The whole body of the answer. Operations of one test share a connection, so they arrive in order. */
  run(query: string, variables?: Readonly<Record<string, unknown>>, as?: ActorName): Promise<unknown>;
}

/** The gateway in front of a recorder in front of an embedded Glance with these images. Stopped when the test ends. */
export async function startReads(
  images: readonly SeedImage[],
  {
    intercept,
    ...glanceOptions
  }: { intercept?: Intercept; memberQuota?: number; apiMinor?: number; pageMax?: number } = {},
): Promise<Reads> {
  const seed: EmbeddedSeed = {
    projects: { admin: 'c'.repeat(32), alpha: ALPHA, beta: BETA },
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
  const settings = { GLANCE_ENDPOINT: recorder.url, COMPILE_AFTER: '1', SHUTDOWN_GRACE_MS: '1000' };
  const server = await openGateway(settings);
  const client = new Client(server.url, { pipelining: 10 });
  onTestFinished(async () => {
    await client.destroy();
    await server.stop();
  });
  return {
    recorder,
    async run(query, variables = {}, as = 'alpha') {
      const { body } = await client.request({
        method: 'POST',
        path: '/graphql',
        headers: { 'content-type': 'application/json', 'x-auth-token': `token-of-project-${as}` },
        body: JSON.stringify({ query, variables }),
        // Undici pipelines only what it may repeat.
        idempotent: true,
        blocking: false,
      });
      return body.json();
    },
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
