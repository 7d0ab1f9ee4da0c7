import { chromium, type Browser } from 'playwright-core';
import { installDebianPackages } from '../../support/debianPackages.ts';

/** Debian's Chromium, installed on first use. */
export async function startChromium(): Promise<Browser> {
  await installDebianPackages(['chromium', 'chromium']);
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
  });
}
