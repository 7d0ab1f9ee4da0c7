import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareGlance, startGlance } from './glance.ts';
import { createIdentity, registerGlance, type Identity } from './identity.ts';
import { installDebianPackages } from '../debianPackages.ts';
import { REGION, startKeystone } from './keystone.ts';

export interface RealGlanceOptions {
  /** Glance's image_member_quota, 8 by default: small, so that a test can reach it. */
  memberQuota?: number;
}

/** All of it but `stop` is JSON, as vitest's `provide` needs it. */
export interface RealGlance extends Identity {
  /** Glance under the secure RBAC defaults, without /v2. */
  endpoint: string;
  /** Another process on the same images, under the RBAC defaults before 2023.1. */
  legacyEndpoint: string;
  /** Ends in /v3. */
  keystoneUrl: string;
  memberQuota: number;
  /** Configuration, databases and logs. stop() removes it, unless `KEEP_REAL_GLANCE=true`. */
  folder: string;
  stop(): Promise<void>;
}

/** A Keystone and two Glance processes of this machine's Debian, installed on first use, on free loopback ports. */
export async function startRealGlance({ memberQuota = 8 }: RealGlanceOptions = {}): Promise<RealGlance> {
  await installDebianPackages(
    ['keystone-manage', 'keystone'],
    ['glance-api', 'glance-api'],
    ['uwsgi', 'uwsgi-plugin-python3'],
    // For the tests that put it in front: they find it there.
    ['haproxy', 'haproxy'],
  );
  const folder = await mkdtemp(join(tmpdir(), 'real-glance-'));
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(stops.map((stopOne) => stopOne()));
    if (process.env['KEEP_REAL_GLANCE'] === 'true') {
      process.stderr.write(`The configuration and the logs of the real Glance are in ${folder}.\n`);
      return;
    }
    await rm(folder, { recursive: true, force: true });
  };
  const track = async <T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const started = await starting;
    stops.push(started.stop);
    return started;
  };

  try {
    const [keystone] = await settle([track(startKeystone(folder)), prepareGlance(folder)]);
    const { projects, tokens, servicePassword } = await createIdentity(keystone);
    const shared = { keystoneUrl: keystone.url, servicePassword, memberQuota };
    const [secure, legacy] = await settle([
      track(startGlance(folder, { ...shared, rbac: 'new' })),
      track(startGlance(folder, { ...shared, rbac: 'legacy' })),
    ]);
    const { url } = secure;
    await registerGlance(keystone.url, tokens.admin, { region: REGION, public: url, internal: url, admin: url });
    return {
      endpoint: secure.url,
      legacyEndpoint: legacy.url,
      keystoneUrl: keystone.url,
      projects,
      tokens,
      servicePassword,
      memberQuota,
      folder,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Promise.all that waits for the slower one too, so that a failure leaves nothing running behind stop(). */
async function settle<T, U>(pair: [Promise<T>, Promise<U>]): Promise<[T, U]> {
  await Promise.allSettled(pair);
  return Promise.all(pair);
}
