import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Installs the Debian packages of the commands that are missing.
 * @throws when the user is not root, with the command to run by hand
 */
export async function installPackages(packages: Readonly<Record<string, string>>): Promise<void> {
  const missing: string[] = [];
  for (const [command, debianPackage] of Object.entries(packages)) {
    const isThere = await run('sh', ['-c', `command -v ${command}`]).then(
      () => true,
      () => false,
    );
    if (!isThere) missing.push(debianPackage);
  }
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    throw new Error(`Run as root once: apt-get install --no-install-recommends ${missing.join(' ')}`);
  }
  await run('apt-get', ['-qq', 'update']);
  // RUNLEVEL=1 keeps Debian from starting the installed server.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  await run('apt-get', ['-qq', 'install', '--yes', '--no-install-recommends', ...missing], { env });
}
