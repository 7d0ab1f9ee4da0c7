import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'graphql';
import { createApolloClient } from './apolloClient.ts';
import { createUrqlClient } from './urqlClient.ts';

const FOLDER = fileURLToPath(new URL('../otherClients/', import.meta.url));
export const INSTALL_TIMEOUT_MS = 300_000;

interface ClientRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Reads one image, and answers what the client throws or returns as its error. */
export type FailingClient = (request: ClientRequest) => Promise<unknown>;

const QUERY = 'query Name { image(id: "5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01") { name } }';

/** What the Relay compiler writes for QUERY, without the selection: no test reads data. */
const RELAY_REQUEST = {
  kind: 'Request',
  fragment: { kind: 'Fragment', name: 'Name', type: 'Query', argumentDefinitions: [], metadata: null, selections: [] },
  operation: { kind: 'Operation', name: 'Name', argumentDefinitions: [], selections: [] },
  params: { id: null, cacheID: 'name', metadata: {}, name: 'Name', operationKind: 'query', text: QUERY },
};

/**
 * One function for each client. Apollo Client 3, graphql-request and Relay are installed apart, because Apollo Client 3
 * and 4 have one name, and nothing else needs the others. Their types are not at hand.
 */
export async function loadClients(): Promise<Readonly<Record<string, FailingClient>>> {
  if (!existsSync(`${FOLDER}node_modules`)) {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: FOLDER,
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: INSTALL_TIMEOUT_MS,
    });
  }
  const installed = createRequire(`${FOLDER}package.json`);
  const apollo3 = installed('@apollo/client/core');
  const relay = installed('relay-runtime');
  const { GraphQLClient } = await import(pathToFileURL(installed.resolve('graphql-request')).href);
  return {
    'Apollo Client 4': ({ url, headers }) =>
      thrown(createApolloClient({ url, headers, token: () => null }).query({ query: parse(QUERY) })),
    'Apollo Client 3': ({ url, headers }) => {
      const link = new apollo3.HttpLink({ uri: url, headers });
      const client = new apollo3.ApolloClient({ link, cache: new apollo3.InMemoryCache() });
      return thrown(client.query({ query: apollo3.gql(QUERY) }));
    },
    urql: async ({ url, headers }) =>
      (await createUrqlClient({ url, headers, token: () => null }).query(parse(QUERY), {})).error,
    'graphql-request': ({ url, headers }) => thrown(new GraphQLClient(url, { headers }).request(QUERY)),
    Relay: ({ url, headers }) => {
      const network = relay.Network.create(({ text }: { text: string }) => post({ url, headers }, text));
      const environment = new relay.Environment({ network, store: new relay.Store(new relay.RecordSource()) });
      return thrown(relay.fetchQuery(environment, RELAY_REQUEST, {}).toPromise());
    },
    'a plain fetch': (request) => post(request, QUERY).catch((error: unknown) => error),
  };
}

async function post({ url, headers }: ClientRequest, query: string): Promise<unknown> {
  const init = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } };
  const response = await fetch(url, { ...init, body: JSON.stringify({ query }) });
  return response.json();
}

async function thrown(result: Promise<unknown>): Promise<unknown> {
  return result.then(
    () => null,
    (error: unknown) => error,
  );
}
