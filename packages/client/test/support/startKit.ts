import type { Environment } from '../../../../src/config/config.ts';
import type { EmbeddedGlance } from '../../../../src/embedded/server.ts';
import { startDemo } from '../../../../test/embedded/startDemo.ts';
import { startGateway } from '../../../../test/support/gateway.ts';

export type Demo = Pick<EmbeddedGlance, 'projects' | 'tokens'>;

export interface Kit extends Demo {
  /** Of `/graphql`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A gateway before an embedded Glance with the demo and its triggers of errors, for one test. It knows no Keystone. */
export async function startKit(env: Environment = {}): Promise<Kit> {
  const demo = await startDemo({ triggers: true });
  return start(demo, env);
}

/** The same with the embedded Keystone, so that the gateway knows names of projects and who asks. */
export async function startKitWithNames(env: Environment = {}): Promise<Kit> {
  const demo = await startDemo({ triggers: true });
  return start(demo, { OS_AUTH_URL: demo.identityUrl, ...env });
}

async function start({ url: endpoint, projects, tokens }: EmbeddedGlance, env: Environment): Promise<Kit> {
  const gateway = await startGateway({ endpoint, env });
  return { url: `${gateway.url}/graphql`, projects, tokens, stop: () => gateway.stop() };
}

/**
 * Alpha's images in the demo: one with a pending member beta, one without any member, one with two members who have
 * decided, and a private one.
 */
export const SHARED_IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
export const UNSHARED_IMAGE = 'e27b60c4-9d18-4a5f-b3c2-60d4f18e7a03';
export const DECIDED_IMAGE = 'a1d47e90-2c5b-4f83-8b6e-91f0c7d35e02';
export const PRIVATE_IMAGE = '0e5c7d39-b84f-4162-8d0a-f3a9e61c2b06';
