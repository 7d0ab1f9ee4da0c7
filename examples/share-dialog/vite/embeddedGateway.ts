import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { toProxy } from './application.ts';

const BIN = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));

/** Starts a gateway with an embedded Glance behind the page when it is served; never when it is only built. */
export function embeddedGateway(seedFile: string): Plugin {
  let child: ChildProcess | undefined;
  const stop = (): void => void child?.kill();
  return {
    name: 'embedded-gateway',
    async config(_config, { command, isPreview }) {
      if (command === 'build' && isPreview !== true) return undefined;
      const started = await startGateway(seedFile);
      child = started.child;
      process.once('exit', stop);
      const proxy = toProxy(started.url);
      return { server: { proxy }, preview: { proxy } };
    },
    // Vite starts anew when its configuration changes, and then with another gateway.
    closeBundle: stop,
  };
}

function startGateway(seedFile: string): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = spawn(process.execPath, [BIN, '--embedded', '--seed', seedFile], {
    env: { PORT: '0', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let printed = '';
    child.once('exit', () => reject(new Error('The gateway did not start.')));
    child.stdout.on('data', (chunk) => {
      printed += String(chunk);
      const url = /^GraphQL is at (\S+)\/graphql$/m.exec(printed)?.[1];
      if (url !== undefined) resolve({ child, url });
    });
  });
}
