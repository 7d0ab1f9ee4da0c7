import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Test files run side by side, and apt fails when another one is at work. The lock ends with the process that has it. */
const LOCK_FILE = '/var/lock/glance-graphql-tests';

/** Debian starts a daemon as soon as its package is installed, unless policy-rc.d says no (101). */
const INSTALL = `
if [ ! -e /usr/sbin/policy-rc.d ]; then
  trap 'rm /usr/sbin/policy-rc.d' EXIT
  printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d
  chmod 755 /usr/sbin/policy-rc.d
fi
export DEBIAN_FRONTEND=noninteractive
options='-qq -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold'
apt-get $options update
apt-get $options install --yes --no-install-recommends "$@"
`;

/**
 * Brings what a test needs from Debian's packages, unless its commands (or the files of that path) are there. May be called by several at once. Can
 * take a minute or two: a package that a test asks for is also named in a global setup.
 * Rejects where that is impossible: nothing is skipped.
 */
export async function installDebianPackages(
  ...packageByCommand: [command: string, debianPackage: string][]
): Promise<void> {
  const missing: string[] = [];
  for (const [command, debianPackage] of packageByCommand) {
    if (!(await isInstalled(command))) missing.push(debianPackage);
  }
  if (missing.length === 0) {
    // What is there may be half of what another test file is just installing.
    if (await exists(LOCK_FILE)) await run('flock', ['--shared', LOCK_FILE, 'true']);
    return;
  }

  const wanted = missing.join(', ');
  if (!(await exists('/usr/bin/apt-get'))) {
    throw new Error(
      `The tests need ${wanted}, and only Debian's packages can be installed by them. Install it by hand.`,
    );
  }
  if (process.getuid?.() !== 0) {
    throw new Error(
      `The tests need ${wanted}. Run as root once: apt-get install --no-install-recommends ${missing.join(' ')}`,
    );
  }
  try {
    await run('flock', [LOCK_FILE, 'sh', '-ec', INSTALL, 'sh', ...missing], { maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    throw new Error(`the installation of ${wanted} failed`, { cause: error });
  }
}

async function isInstalled(command: string): Promise<boolean> {
  if (command.startsWith('/')) return exists(command);
  return (await exists(`/usr/bin/${command}`)) || (await exists(`/usr/sbin/${command}`));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
