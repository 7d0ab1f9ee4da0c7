import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { EmbeddedSeed } from '../../../src/embedded/seed.ts';

const SCRIPT = fileURLToPath(new URL('upstream.js', import.meta.url));
const IMAGES = 100;
const RECEIVERS = 20;

export interface Upstream {
  /** Through the faults. */
  readonly url: string;
  /** Past them. */
  readonly glanceUrl: string;
  readonly imageIds: readonly string[];
  readonly ownerTokens: readonly string[];
  readonly receivers: readonly { readonly id: string; readonly token: string }[];
  /** @param order `faults` is the share of requests that meet one */
  tell(order: { faults?: number; outage?: boolean }): void;
}

/** @param canary the token of one of the owners */
export async function startUpstream(canary: string, randomSeed: number): Promise<Upstream> {
  const receivers = Array.from({ length: RECEIVERS }, (_, n) => ({
    name: `receiver${n}`,
    id: randomUUID().replaceAll('-', ''),
    token: `token-of-receiver-${n}`,
  }));
  const imageIds = Array.from({ length: IMAGES }, () => randomUUID());
  const ownerTokens = ['token-of-owner-number-1', 'token-of-owner-number-2', canary];
  const seed: EmbeddedSeed = {
    projects: {
      owner: randomUUID().replaceAll('-', ''),
      ...Object.fromEntries(receivers.map(({ name, id }) => [name, id])),
    },
    tokens: Object.fromEntries([
      ...ownerTokens.map((token, n) => [`owner${n}`, { token, project: 'owner', roles: ['member'] }]),
      ...receivers.map(({ name, token }) => [name, { token, project: name, roles: ['member'] }]),
    ]),
    images: imageIds.map((id) => ({ id, name: `image ${id}`, owner: 'owner' })),
  };
  const child = fork(SCRIPT, { execArgv: [], env: {} });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.send({ seed, randomSeed });
  const [started]: { url: string; glanceUrl: string }[] = await once(child, 'message');
  if (!started) throw new Error('the upstream did not start');
  return { ...started, imageIds, ownerTokens, receivers, tell: (order) => void child.send(order) };
}
