import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { describeSupergraph } from './describeSupergraph.ts';
import { startSupergraph } from './supergraph.ts';

const FOLDER = fileURLToPath(new URL('hive/', import.meta.url));
const INSTALL_TIMEOUT_MS = 300_000;

// Its packages clash with those of the project, so they are installed apart and their types are not at hand.
type HiveGateway = RequestListener & { dispose(): Promise<void> };
interface HiveRuntime {
  createGatewayRuntime(options: Readonly<Record<string, unknown>>): HiveGateway;
}

let hive: HiveRuntime;

beforeAll(async () => {
  if (!existsSync(`${FOLDER}node_modules`)) {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: FOLDER,
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: INSTALL_TIMEOUT_MS,
    });
  }
  const path = createRequire(`${FOLDER}package.json`).resolve('@graphql-hive/gateway-runtime');
  hive = await import(pathToFileURL(path).href);
}, INSTALL_TIMEOUT_MS);

async function startHiveGateway(supergraph: string): Promise<string> {
  const gateway = hive.createGatewayRuntime({
    supergraph,
    logging: false,
    graphiql: false,
    landingPage: false,
    maskedErrors: false,
    propagateHeaders: {
      fromClientToSubgraphs: ({ request }: { request: Request }) => ({
        'x-auth-token': request.headers.get('x-auth-token'),
      }),
    },
  });
  onTestFinished(() => gateway.dispose());
  const server = createServer(gateway).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}/graphql`;
}

describeSupergraph('Hive Gateway', startHiveGateway);

describe('Hive Gateway', () => {
  it('answers what other subgraphs can when the image service refuses the token', async () => {
    const { run, glance } = await startSupergraph(startHiveGateway);
    const query = 'query ($id: ID!) { servers { name } mine: image(id: $id) { name } }';

    expect(await run(query, { id: glance.images[0]?.id }, 'token-that-has-expired')).toEqual({
      data: { servers: [{ name: 'server-0' }, { name: 'server-1' }, { name: 'server-2' }], mine: null },
      errors: [
        {
          message: 'The token is invalid or has expired.',
          path: ['mine'],
          extensions: {
            code: 'UNAUTHENTICATED',
            retryable: false,
            retryAfterSeconds: null,
            requestId: expect.any(String),
            upstreamStatus: 401,
            serviceName: 'image-sharing',
          },
        },
      ],
    });
  });

  it('names the first membership where the second lacks the name of its project, a fault of Hive 2.12.1', async () => {
    const { run, glance } = await startSupergraph(startHiveGateway);
    const query = 'query ($imageId: ID!) { imageMembers(imageId: $imageId) { project { name } } }';

    expect(await run(query, { imageId: glance.images[1]?.id })).toMatchObject({
      errors: [{ path: ['imageMembers', 0, 'project', 'name'] }],
    });
  });
});
