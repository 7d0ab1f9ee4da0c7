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

/** A gateway before an embedded Glance with the demo and its triggers of errors, for one test. */
export async function startKit(env: Environment = {}): Promise<Kit> {
  const { url: endpoint, projects, tokens } = await startDemo({ triggers: true });
  const gateway = await startGateway({ endpoint, env });
  return { url: `${gateway.url}/graphql`, projects, tokens, stop: () => gateway.stop() };
}

/** Alpha's images in the demo: one with a pending member beta, and one without any member. */
export const SHARED_IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
export const UNSHARED_IMAGE = 'e27b60c4-9d18-4a5f-b3c2-60d4f18e7a03';
