import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { composeServices } from '@apollo/composition';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, parse } from 'graphql';
import { onTestFinished, vi } from 'vitest';
import { request } from 'undici';
import { parseConfig } from '../../../src/config/config.ts';
import { startEmbeddedGlance, type EmbeddedGlance } from '../../../src/embedded/server.ts';
import { startServer } from '../../../src/server.ts';
import { startRecorder, type Recorder } from '../../support/recorder.ts';
import { COMPUTE_SDL, IDENTITY_SDL, printSubgraphSdl } from './subgraphSdl.ts';

type Resolvers = Readonly<Record<string, Readonly<Record<string, (parent: { id: string }) => unknown>>>>;

interface TokenContext {
  readonly token: string;
}

interface Supergraph {
  readonly glance: EmbeddedGlance;
  /** What reached the image service. */
  readonly recorder: Recorder;
  /** Tokens that reached the upstream subgraphs. */
  readonly stubTokens: readonly string[];
  /** Of the federation gateway. */
  readonly url: string;
  /** Of the subgraphs, by their names. */
  readonly subgraphs: Readonly<Record<string, string>>;
  /** Runs an operation at the federation gateway. */
  run(query: string, variables?: Readonly<Record<string, unknown>>, token?: string): Promise<unknown>;
}

/** Starts a federation gateway with a supergraph, stopped when the test ends, and answers its URL. */
export type StartGateway = (supergraphSdl: string) => Promise<string>;

/**
 * A federation gateway over this subgraph and two stubs: identity, which knows the names of projects except gamma's, and
 * compute, whose servers run in turn from an image of the seed, from one that does not exist, and from another of the
 * seed. Stopped when the test ends.
 */
export async function startSupergraph(startGateway: StartGateway, serverCount = 3): Promise<Supergraph> {
  const glance = await startEmbeddedGlance();
  onTestFinished(glance.stop);
  const recorder = await startRecorder(glance.url);
  const imageSharing = await startServer(
    parseConfig({
      GLANCE_ENDPOINT: recorder.url,
      OS_AUTH_URL: glance.identityUrl,
      MEMBER_IDS: 'any',
      PORT: '0',
      LOG_LEVEL: 'silent',
      SHUTDOWN_GRACE_MS: '1000',
      // The image service of the tests is not the gateway's own, so that events come from reads.
      LIVE_POLL_INTERVAL_MS: '100',
      LIVE_POLL_CALLS: '100000',
    }),
  );
  onTestFinished(imageSharing.stop);
  const stubTokens: string[] = [];
  const imageIds = [glance.images[0]?.id, '00000000-0000-4000-8000-000000000000', glance.images[1]?.id];
  const services = [
    { name: 'image-sharing', url: `${imageSharing.url}/graphql`, sdl: await printSubgraphSdl() },
    {
      name: 'identity',
      sdl: IDENTITY_SDL,
      url: await startStub(IDENTITY_SDL, stubTokens, {
        Project: { __resolveReference: ({ id }) => ({ id, name: () => toProjectName(glance, id) }) },
      }),
    },
    {
      name: 'compute',
      sdl: COMPUTE_SDL,
      url: await startStub(COMPUTE_SDL, stubTokens, {
        Query: {
          servers: () =>
            Array.from({ length: serverCount }, (_, index) => ({
              id: `${index}`,
              name: `server-${index}`,
              image: { id: imageIds[index % imageIds.length] },
            })),
        },
      }),
    },
  ];
  const url = await startGateway(compose(services));
  return {
    glance,
    recorder,
    stubTokens,
    url,
    subgraphs: Object.fromEntries(services.map(({ name, url }) => [name, url])),
    async run(query, variables = {}, token = glance.tokens.alpha) {
      const { body } = await request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-auth-token': token },
        body: JSON.stringify({ query, variables }),
      });
      return body.json();
    },
  };
}

function compose(services: readonly { name: string; url: string; sdl: string }[]): string {
  const { supergraphSdl, errors } = composeServices(
    services.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (supergraphSdl === undefined) throw new Error(`no supergraph: ${String(errors)}`);
  return supergraphSdl;
}

/** Apollo's own, which forwards nothing of the client's but the token. */
export async function startApolloGateway(supergraphSdl: string): Promise<string> {
  // It would look for its host's cloud and report to Apollo.
  vi.stubEnv('APOLLO_TELEMETRY_DISABLED', 'true');
  onTestFinished(() => void vi.unstubAllEnvs());
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ url = '' }) =>
      new RemoteGraphQLDataSource<TokenContext>({
        url,
        // The one header that subgraphs need; nothing else of the client's is for them.
        willSendRequest({ request: sent, context }) {
          if (context.token !== undefined) sent.http?.headers.set('x-auth-token', context.token);
        },
      }),
  });
  return start(new ApolloServer<TokenContext>({ gateway, stopOnTerminationSignals: false }));
}

function startStub(sdl: string, tokens: string[], resolvers: Resolvers): Promise<string> {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: { ...resolvers } }]);
  return start(
    new ApolloServer<TokenContext>({
      schema,
      stopOnTerminationSignals: false,
      plugins: [
        ApolloServerPluginInlineTraceDisabled(),
        {
          requestDidStart: async ({ contextValue }) => {
            tokens.push(contextValue.token);
          },
        },
      ],
    }),
  );
}

async function start(server: ApolloServer<TokenContext>): Promise<string> {
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: async ({ req }) => ({ token: String(req.headers['x-auth-token']) }),
  });
  onTestFinished(() => server.stop());
  return url;
}

function toProjectName({ projects }: EmbeddedGlance, id: string): string {
  const name = Object.entries(projects).find(([, projectId]) => projectId === id)?.[0];
  if (name === undefined || name === 'gamma') throw new GraphQLError(`no project ${id}`);
  return name;
}
