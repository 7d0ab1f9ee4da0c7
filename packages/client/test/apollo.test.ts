import { fileURLToPath } from 'node:url';
import { ApolloLink, type ApolloClient } from '@apollo/client';
import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { ErrorLink } from '@apollo/client/link/error';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  documentId,
  isUnauthenticated,
  ShareImageDocument,
  SharingDialogDocument,
  toTopLevelErrors,
} from '../src/index.ts';
import { createApolloClient } from './support/apolloClient.ts';
import { startCutter, startGatewayWithoutGlance } from './support/brokenUpstreams.ts';
import { ERROR_CASES_ENV, MANY_ALIASES, SHARE_ERRORS } from './support/errorCases.ts';
import { everyOperation, operationNames } from './support/everyOperation.ts';
import { memberRow } from './support/steps.ts';
import { startKit, startKitWithNames, UNSHARED_IMAGE } from './support/startKit.ts';

const share = (client: ApolloClient, memberId: string) =>
  client.mutate({ mutation: ShareImageDocument, variables: { input: { imageId: UNSHARED_IMAGE, memberId } } });

/** What the promise is rejected with. */
const errorOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.fail('it was answered'),
    (error: unknown) => error,
  );

describe('Apollo Client', () => {
  it('runs every operation of the package', async () => {
    const kit = await startKitWithNames();
    let token = '';
    const client = createApolloClient({ url: kit.url, token: () => token });
    const steps = everyOperation(kit);
    for (const { name, document, isMutation, variables, token: mine, data } of steps) {
      token = mine;
      const result = isMutation
        ? await client.mutate({ mutation: document, variables })
        : await client.query({ query: document, variables, fetchPolicy: 'network-only' });
      expect({ name, ...result }).toEqual({ name, data });
    }
    expect(steps.map(({ name }) => name).toSorted()).toEqual(operationNames());
  });

  it.each(['persisted-query-manifest.json', 'src/generated/persisted-documents.json'])(
    'runs every operation by its id where the gateway takes only those of %s',
    async (file) => {
      const manifest = fileURLToPath(new URL(`../${file}`, import.meta.url));
      const kit = await startKitWithNames({ PERSISTED_DOCUMENTS: 'enforce', PERSISTED_DOCUMENTS_MANIFEST: manifest });
      let token = '';
      const sent: unknown[] = [];
      const links = [
        new PersistedQueryLink({ generateHash: documentId, disable: () => false }),
        new ApolloLink((operation, forward) => {
          const { http = {} } = operation.getContext();
          sent.push({ id: Object(operation.extensions['persistedQuery']).sha256Hash, text: Object(http).includeQuery });
          return forward(operation);
        }),
      ];
      const client = createApolloClient({ url: kit.url, token: () => token, links });
      const steps = everyOperation(kit);
      for (const { name, document, isMutation, variables, token: mine, data } of steps) {
        token = mine;
        const result = isMutation
          ? await client.mutate({ mutation: document, variables })
          : await client.query({ query: document, variables, fetchPolicy: 'network-only' });
        expect({ name, ...result }).toEqual({ name, data });
      }
      expect(sent).toEqual(steps.map(({ document }) => ({ id: documentId(document), text: false })));
      const error = await errorOf(client.query({ query: parse('{ image(id: "a") { id } }') }));
      expect(error).toEqual(new Error('the document is not in the manifest'));
    },
  );

  it('sees every outcome of a share as data', async () => {
    const kit = await startKit(ERROR_CASES_ENV);
    const client = createApolloClient({ url: kit.url, token: () => kit.tokens.alpha });
    const results = await Promise.all(SHARE_ERRORS.map(([memberId]) => share(client, memberId)));
    expect(results).toEqual(
      SHARE_ERRORS.map(([, __typename, code]) => ({
        data: { addImageMember: expect.objectContaining({ __typename, code, message: expect.any(String) }) },
      })),
    );
  });

  it('sees a refused token as an error of the field', async () => {
    const kit = await startKit();
    const client = createApolloClient({ url: kit.url, token: () => kit.tokens.alpha });
    const error = await errorOf(share(client, 'sim-401'));
    expect(CombinedGraphQLErrors.is(error) && error.data).toEqual({ addImageMember: null });
    expect(toTopLevelErrors(error)).toEqual([
      {
        message: expect.any(String),
        code: 'UNAUTHENTICATED',
        path: ['addImageMember'],
        retryable: false,
        retryAfterSeconds: null,
        requestId: expect.stringMatching(/^req-/),
      },
    ]);
    expect(isUnauthenticated(error)).toBe(true);
  });

  it.each([
    ['application/graphql-response+json,application/json;q=0.9', 401],
    ['application/json', 200],
  ])('sees a missing token as a GraphQL error where it accepts %s', async (accept) => {
    const kit = await startKit();
    const client = createApolloClient({ url: kit.url, token: () => null, headers: { accept } });
    const error = await errorOf(share(client, kit.projects.beta));
    expect(CombinedGraphQLErrors.is(error)).toBe(true);
    expect(toTopLevelErrors(error)).toMatchObject([{ code: 'UNAUTHENTICATED', path: null }]);
    expect(isUnauthenticated(error)).toBe(true);
  });

  it('signs in again in its ErrorLink, and repeats', async () => {
    const kit = await startKit();
    let token = 'token-that-has-expired';
    const seen: unknown[] = [];
    const errorLink = new ErrorLink(({ error, operation, forward }) => {
      seen.push(toTopLevelErrors(error).map(({ code }) => code));
      if (!isUnauthenticated(error)) return undefined;
      token = kit.tokens.alpha;
      return forward(operation);
    });
    const client = createApolloClient({ url: kit.url, token: () => token, links: [errorLink] });
    const { beta } = kit.projects;
    expect(await share(client, beta)).toEqual({
      data: {
        addImageMember: {
          __typename: 'AddImageMemberSuccess',
          imageMember: memberRow({ imageId: UNSHARED_IMAGE, memberId: beta }),
        },
      },
    });
    expect(seen).toEqual([['UNAUTHENTICATED']]);
  });

  it('sees a query that the image service fails as an error with the path', async () => {
    const client = createApolloClient({ url: await startGatewayWithoutGlance(), token: () => 'token-of-somebody' });
    const query = { query: SharingDialogDocument, variables: { imageId: UNSHARED_IMAGE } };
    const failure = {
      message: expect.any(String),
      code: 'UPSTREAM_UNAVAILABLE',
      path: ['image'],
      retryable: true,
      retryAfterSeconds: null,
      requestId: expect.stringMatching(/^req-/),
    };
    const error = await errorOf(client.query(query));
    expect(CombinedGraphQLErrors.is(error)).toBe(true);
    expect(toTopLevelErrors(error)).toEqual([failure]);

    const all = await client.query({ ...query, errorPolicy: 'all' });
    expect(all.data).toEqual({ image: null });
    expect(toTopLevelErrors(all.error)).toEqual([failure]);
  });

  it('sees a request that the gateway refuses as GraphQL errors', async () => {
    const kit = await startKit();
    const client = createApolloClient({ url: kit.url, token: () => kit.tokens.alpha });
    const invalid = await errorOf(client.query({ query: parse('{ image { id } }') }));
    expect(toTopLevelErrors(invalid)).toMatchObject([{ code: 'GRAPHQL_VALIDATION_FAILED', path: null }]);

    const complex = await errorOf(client.query({ query: parse(MANY_ALIASES) }));
    expect(toTopLevelErrors(complex)).toMatchObject([{ code: 'OPERATION_TOO_COMPLEX', path: null }]);
  });

  it('sees what the HTTP front refuses as a GraphQL error too', async () => {
    const kit = await startKit();
    const client = createApolloClient({ url: kit.url, token: () => kit.tokens.alpha });
    const error = await errorOf(share(client, 'x'.repeat(300_000)));
    expect(CombinedGraphQLErrors.is(error)).toBe(true);
    expect(toTopLevelErrors(error)).toMatchObject([{ code: 'PAYLOAD_TOO_LARGE', path: null }]);
  });

  it('sees what the HTTP front refuses as a ServerError where it accepts legacy JSON only', async () => {
    const kit = await startKit();
    const headers = { accept: 'application/json' };
    const client = createApolloClient({ url: kit.url, token: () => kit.tokens.alpha, headers });
    const error = await errorOf(share(client, 'x'.repeat(300_000)));
    expect(ServerError.is(error) && error.statusCode).toBe(413);
    expect(toTopLevelErrors(error)).toMatchObject([{ code: 'PAYLOAD_TOO_LARGE', path: null }]);
  });

  it('sees a cut connection as what fetch throws', async () => {
    const client = createApolloClient({ url: await startCutter(), token: () => 'token-of-somebody' });
    const error = await errorOf(share(client, 'anybody'));
    expect(error).toBeInstanceOf(TypeError);
    expect(toTopLevelErrors(error)).toEqual([]);
    expect(isUnauthenticated(error)).toBe(false);
  });
});
