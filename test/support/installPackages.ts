import { installDebianPackages } from './debianPackages.ts';

/** Before any test, because it can take longer than one may. What is not to be had is said by the tests that need it. */
export async function setup(): Promise<void> {
  await installDebianPackages(['chromium', 'chromium'], ['redis-server', 'redis-server']).catch(() => {});
}
