import { afterAll, inject } from 'vitest';
import { demoSeed } from '../../../src/embedded/demoSeed.ts';
import { startEmbeddedGlance } from '../../../src/embedded/server.ts';

type ProjectName = 'alpha' | 'beta' | 'gamma';

/** `unscoped` has no project, `admin` has one that owns no image here. */
export type ActorName = 'admin' | 'alpha' | 'alphaReader' | 'beta' | 'betaReader' | 'gamma' | 'unscoped';

export type Rbac = 'new' | 'legacy';

/** A Glance that the tests speak to. Nothing in it tells the embedded one from the real one but its name. */
export interface Upstream {
  readonly name: 'embedded' | 'real';
  /** Under the secure RBAC defaults. An image that is made here may be unknown at the other endpoint. */
  readonly endpoint: string;
  /** Under the RBAC defaults before 2023.1. */
  readonly legacyEndpoint: string;
  /** The identity service that describes the tokens: a value for `OS_AUTH_URL`. */
  readonly keystoneUrl: string;
  readonly projects: Readonly<Record<ProjectName, string>>;
  readonly tokens: Readonly<Record<ActorName, string>>;
}

export interface Upstreams {
  readonly embedded: Upstream;
  readonly real: Upstream;
}

/** Both have the same actors and the same quota of 8 members. To be called while a test file is collected. */
export async function startUpstreams(): Promise<Upstreams> {
  const real = inject('realGlance');
  return { embedded: await startEmbeddedUpstream(real.memberQuota), real: { name: 'real', ...real } };
}

export function endpointOf(upstream: Upstream, rbac: Rbac): string {
  return rbac === 'new' ? upstream.endpoint : upstream.legacyEndpoint;
}

async function startEmbeddedUpstream(memberQuota: number): Promise<Upstream> {
  const { projects } = demoSeed;
  const unscoped = { token: 'demo-token-unscoped', project: null, roles: [] };
  const tokens = { ...demoSeed.tokens, unscoped };
  const seed = { projects, tokens, images: [] };
  const [secure, legacy] = await Promise.all([
    startEmbeddedGlance({ rbac: 'new', memberQuota, seed }),
    startEmbeddedGlance({ rbac: 'legacy', memberQuota, seed }),
  ]);
  afterAll(async () => {
    await Promise.all([secure.stop(), legacy.stop()]);
  });
  return {
    name: 'embedded',
    endpoint: secure.url,
    legacyEndpoint: legacy.url,
    keystoneUrl: secure.identityUrl,
    projects,
    tokens: {
      admin: tokens.admin.token,
      alpha: tokens.alpha.token,
      alphaReader: tokens.alphaReader.token,
      beta: tokens.beta.token,
      betaReader: tokens.betaReader.token,
      gamma: tokens.gamma.token,
      unscoped: unscoped.token,
    },
  };
}
