import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createClient } from 'graphql-sse';
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

function startHiveGateway(supergraph: string): Promise<string> {
  return startWith(supergraph, {});
}

/** @param subscriptions how the gateway subscribes to subgraphs */
async function startWith(supergraph: string, subscriptions: Readonly<Record<string, unknown>>): Promise<string> {
  const gateway = hive.createGatewayRuntime({
    supergraph,
    ...subscriptions,
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

const WATCH = `subscription {
  imageSharing {
    __typename
    ... on ImageMemberAdded { imageMember { status project { id name } } image { name owner { name } } }
    ... on ImageMemberUpdated { imageMember { status project { id name } } }
    ... on ImageMemberRemoved { imageId memberId cause }
  }
}`;
const SHARE = `mutation ($input: AddImageMemberInput!) { addImageMember(input: $input) { __typename } }`;
const DECIDE = `mutation ($input: UpdateImageMemberInput!) { updateImageMember(input: $input) { __typename } }`;
const REMOVE = `mutation ($input: RemoveImageMemberInput!) { removeImageMember(input: $input) { __typename } }`;

const overHttp = (options: object) => ({ transportEntries: { '*.http': { options: { subscriptions: options } } } });

describe.each([
  [
    'over WebSocket',
    overHttp({
      kind: 'ws',
      location: '/graphql',
      options: { connectionParams: { 'X-Auth-Token': '{context.headers.x-auth-token}' } },
    }),
  ],
  ['over SSE', {}],
])('a subscription through Hive Gateway, which subscribes %s', (_how, subscriptions) => {
  it('has the fields of another subgraph in each event, and only events of the token', async () => {
    const { url, run, glance, stubTokens } = await startSupergraph((sdl) => startWith(sdl, subscriptions));
    const { beta, gamma } = glance.projects;
    const watch = (token: string): unknown[] => {
      const client = createClient({ url, headers: { 'x-auth-token': token }, retryAttempts: 0 });
      const events: unknown[] = [];
      client.subscribe(
        { query: WATCH },
        {
          next: ({ data }) => events.push(data?.['imageSharing']),
          error: (error) => events.push(error),
          complete() {},
        },
      );
      onTestFinished(() => client.dispose());
      return events;
    };
    const alphas = watch(glance.tokens.alpha);
    const betas = watch(glance.tokens.beta);
    const ready = { __typename: 'ImageSharingReady' };
    await expect.poll(() => [alphas, betas]).toEqual([[ready], [ready]]);

    const [, , image] = glance.images;
    const input = { imageId: image?.id, memberId: beta };
    const added = {
      __typename: 'ImageMemberAdded',
      imageMember: { status: 'PENDING', project: { id: beta, name: 'beta' } },
      image: { name: image?.name, owner: { name: 'alpha' } },
    };
    await run(SHARE, { input });
    await expect.poll(() => [alphas.slice(1), betas.slice(1)]).toEqual([[added], [added]]);
    await run(DECIDE, { input: { ...input, status: 'ACCEPTED' } }, glance.tokens.beta);
    const decided = {
      __typename: 'ImageMemberUpdated',
      imageMember: { status: 'ACCEPTED', project: { id: beta, name: 'beta' } },
    };
    await expect.poll(() => [alphas.slice(2), betas.slice(2)]).toEqual([[decided], [decided]]);
    await run(SHARE, { input: { ...input, memberId: gamma } });
    await run(REMOVE, { input });
    await expect
      .poll(() => [
        alphas
          .slice(3)
          .map((event) => Object(event).__typename)
          .toSorted(),
        betas.slice(3),
      ])
      .toEqual([
        ['ImageMemberAdded', 'ImageMemberRemoved'],
        [{ __typename: 'ImageMemberRemoved', imageId: image?.id, memberId: beta, cause: expect.any(String) }],
      ]);
    expect(new Set(stubTokens)).toEqual(new Set([glance.tokens.alpha, glance.tokens.beta]));
  });
});
