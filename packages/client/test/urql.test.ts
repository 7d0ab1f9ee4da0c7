import type { Client } from '@urql/core';
import { authExchange } from '@urql/exchange-auth';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { isUnauthenticated, ShareImageDocument, SharingDialogDocument, toTopLevelErrors } from '../src/index.ts';
import { startCutter, startGatewayWithoutGlance } from './support/brokenUpstreams.ts';
import { ERROR_CASES_ENV, MANY_ALIASES, SHARE_ERRORS } from './support/errorCases.ts';
import { everyOperation, operationNames } from './support/everyOperation.ts';
import { memberRow } from './support/steps.ts';
import { startKit, startKitWithNames, UNSHARED_IMAGE } from './support/startKit.ts';
import { createUrqlClient } from './support/urqlClient.ts';

const share = (client: Client, memberId: string) =>
  client.mutation(ShareImageDocument, { input: { imageId: UNSHARED_IMAGE, memberId } }).toPromise();

describe('urql', () => {
  it('runs every operation of the package', async () => {
    const kit = await startKitWithNames();
    let token = '';
    const client = createUrqlClient({ url: kit.url, token: () => token });
    const steps = everyOperation(kit);
    for (const { name, document, isMutation, variables, token: mine, data } of steps) {
      token = mine;
      const result = isMutation
        ? await client.mutation(document, variables).toPromise()
        : await client.query(document, variables, { requestPolicy: 'network-only' }).toPromise();
      expect({ name, data: result.data, error: result.error }).toEqual({ name, data });
    }
    expect(steps.map(({ name }) => name).toSorted()).toEqual(operationNames());
  });

  it('sees every outcome of a share as data', async () => {
    const kit = await startKit(ERROR_CASES_ENV);
    const client = createUrqlClient({ url: kit.url, token: () => kit.tokens.alpha });
    const results = await Promise.all(SHARE_ERRORS.map(([memberId]) => share(client, memberId)));
    expect(results.map(({ data, error }) => ({ data, error }))).toEqual(
      SHARE_ERRORS.map(([, __typename, code]) => ({
        data: { addImageMember: expect.objectContaining({ __typename, code, message: expect.any(String) }) },
      })),
    );
  });

  it('sees a refused token as an error of the field', async () => {
    const kit = await startKit();
    const client = createUrqlClient({ url: kit.url, token: () => kit.tokens.alpha });
    const { data, error } = await share(client, 'sim-401');
    expect(data).toEqual({ addImageMember: null });
    expect(error?.networkError).toBeUndefined();
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

  it.each([['application/graphql-response+json'], ['application/json']])(
    'sees a missing token as a GraphQL error where it accepts %s',
    async (accept) => {
      const kit = await startKit();
      const client = createUrqlClient({ url: kit.url, token: () => null, headers: { accept } });
      const { data, error } = await share(client, kit.projects.beta);
      expect(data).toBeUndefined();
      expect(error?.networkError).toBeUndefined();
      expect(toTopLevelErrors(error)).toMatchObject([{ code: 'UNAUTHENTICATED', path: null }]);
      expect(isUnauthenticated(error)).toBe(true);
    },
  );

  it('signs in again in its authExchange, and repeats', async () => {
    const kit = await startKit();
    let token = 'token-that-has-expired';
    let signedIn = 0;
    const auth = authExchange(async (utilities) => ({
      addAuthToOperation: (operation) => utilities.appendHeaders(operation, { 'x-auth-token': token }),
      didAuthError: (error) => isUnauthenticated(error),
      refreshAuth: async () => {
        signedIn += 1;
        token = kit.tokens.alpha;
      },
    }));
    const client = createUrqlClient({ url: kit.url, token: () => null, exchanges: [auth] });
    const { beta } = kit.projects;
    const { data, error } = await share(client, beta);
    expect({ data, error, signedIn }).toEqual({
      data: {
        addImageMember: {
          __typename: 'AddImageMemberSuccess',
          imageMember: memberRow({ imageId: UNSHARED_IMAGE, memberId: beta }),
        },
      },
      error: undefined,
      signedIn: 1,
    });
  });

  it('sees a query that the image service fails as an error with the path', async () => {
    const client = createUrqlClient({ url: await startGatewayWithoutGlance(), token: () => 'token-of-somebody' });
    const { data, error } = await client.query(SharingDialogDocument, { imageId: UNSHARED_IMAGE }).toPromise();
    // The cache leaves out what failed, and there was nothing else.
    expect(data).toBeNull();
    expect(toTopLevelErrors(error)).toEqual([
      {
        message: expect.any(String),
        code: 'UPSTREAM_UNAVAILABLE',
        path: ['image'],
        retryable: true,
        retryAfterSeconds: null,
        requestId: expect.stringMatching(/^req-/),
      },
    ]);
  });

  it('sees a request that the gateway refuses as GraphQL errors', async () => {
    const kit = await startKit();
    const client = createUrqlClient({ url: kit.url, token: () => kit.tokens.alpha });
    const refused = async (text: string) => toTopLevelErrors((await client.query(parse(text), {}).toPromise()).error);
    expect(await refused('{ image { id } }')).toMatchObject([{ code: 'GRAPHQL_VALIDATION_FAILED', path: null }]);
    expect(await refused(MANY_ALIASES)).toMatchObject([{ code: 'OPERATION_TOO_COMPLEX', path: null }]);
  });

  it.each([['application/graphql-response+json'], ['application/json']])(
    'sees what the HTTP front refuses as a GraphQL error where it accepts %s',
    async (accept) => {
      const kit = await startKit();
      const client = createUrqlClient({ url: kit.url, token: () => kit.tokens.alpha, headers: { accept } });
      const { error } = await share(client, 'x'.repeat(300_000));
      expect(error?.response.status).toBe(413);
      expect(toTopLevelErrors(error)).toMatchObject([{ code: 'PAYLOAD_TOO_LARGE', path: null }]);
    },
  );

  it('sees a cut connection as a network error', async () => {
    const client = createUrqlClient({ url: await startCutter(), token: () => 'token-of-somebody' });
    const { data, error } = await share(client, 'anybody');
    expect(data).toBeUndefined();
    expect(error?.networkError).toBeInstanceOf(TypeError);
    expect(toTopLevelErrors(error)).toEqual([]);
    expect(isUnauthenticated(error)).toBe(false);
  });
});
