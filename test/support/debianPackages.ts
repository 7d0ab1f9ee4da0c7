import { execFile } from 'node:child_process';
import { access, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const POLICY_RC_D = '/usr/sbin/policy-rc.d';

/**
 * Brings what a test needs from Debian's packages, unless its commands are there.
 * Rejects where that is impossible: nothing is skipped.
 */
export async function installDebianPackages(
  ...packageByCommand: [command: string, debianPackage: string][]
): Promise<void> {
  const missing: string[] = [];
  for (const [command, debianPackage] of packageByCommand) {
    if (!(await isInstalled(command))) missing.push(debianPackage);
  }
  if (missing.length === 0) return;

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
  await withoutServiceStarts(async () => {
    await apt('update');
    await apt('install', '--yes', '--no-install-recommends', ...missing);
  });
}

async function apt(...args: string[]): Promise<void> {
  const options = ['-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Options::=--force-confold'];
  try {
    await run('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', ...options, ...args], {
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    throw new Error(`apt-get ${args.join(' ')} failed`, { cause: error });
  }
}

/** Debian starts a daemon as soon as its package is installed, unless policy-rc.d says no (101). */
async function withoutServiceStarts(action: () => Promise<void>): Promise<void> {
  const isOurs = !(await exists(POLICY_RC_D));
  if (isOurs) await writeFile(POLICY_RC_D, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await action();
  } finally {
    if (isOurs) await rm(POLICY_RC_D);
  }
}

async function isInstalled(command: string): Promise<boolean> {
  return (await exists(`/usr/bin/${command}`)) || (await exists(`/usr/sbin/${command}`));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
