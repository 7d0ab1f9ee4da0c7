import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, loadEnv } from 'vite';
import { application, toProxy } from './vite/application.ts';
import { demoAccounts } from './vite/demoAccounts.ts';
import { embeddedGateway } from './vite/embeddedGateway.ts';

const SEED_FILE = fileURLToPath(new URL('../embedded-seed.json', import.meta.url));

/** Stands before the gateway at GATEWAY_URL; without one it starts its own. */
export default defineConfig(({ mode }) => {
  const { GATEWAY_URL } = loadEnv(mode, application.root, 'GATEWAY_');
  if (GATEWAY_URL !== undefined) {
    const proxy = toProxy(GATEWAY_URL);
    return {
      ...application,
      plugins: [...application.plugins, demoAccounts(null)],
      server: { proxy },
      preview: { proxy },
    };
  }
  const seed = JSON.parse(readFileSync(SEED_FILE, 'utf8'));
  return { ...application, plugins: [...application.plugins, demoAccounts(seed), embeddedGateway(SEED_FILE)] };
});
