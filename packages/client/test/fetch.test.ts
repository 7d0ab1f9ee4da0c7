import { print, type DocumentNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { isUnauthenticated, ShareImageDocument, SharingDialogDocument, toTopLevelErrors } from '../src/index.ts';
import { startCutter, startGatewayWithoutGlance } from './support/brokenUpstreams.ts';
import { ERROR_CASES_ENV, MANY_ALIASES, SHARE_ERRORS } from './support/errorCases.ts';
import { everyOperation, operationNames } from './support/everyOperation.ts';
import { startKit, startKitWithNames, UNSHARED_IMAGE } from './support/startKit.ts';

const TYPE = 'application/graphql-response+json';

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: unknown;
}

async function post(url: string, token: string | null, body: unknown, headers: object = {}): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      accept: TYPE,
      'content-type': 'application/json',
      ...(token === null ? {} : { 'x-auth-token': token }),
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.json() };
}

const run = (url: string, token: string | null, document: DocumentNode, variables: object) =>
  post(url, token, { query: print(document), variables });
const share = (url: string, token: string | null, memberId: string) =>
  run(url, token, ShareImageDocument, { input: { imageId: UNSHARED_IMAGE, memberId } });

const answered = (body: unknown, status = 200) => ({ status, type: `${TYPE}; charset=utf-8`, body });
const failed = (...errors: unknown[]) => ({ errors });
const error = (code: string, fields: object = {}) =>
  expect.objectContaining({ message: expect.any(String), extensions: expect.objectContaining({ code, ...fields }) });

describe('a plain fetch that accepts application/graphql-response+json', () => {
  it('runs every operation of the package', async () => {
    const kit = await startKitWithNames();
    const steps = everyOperation(kit);
    for (const { name, document, variables, token, data } of steps) {
      expect({ name, ...(await run(kit.url, token, document, variables)) }).toEqual({ name, ...answered({ data }) });
    }
    expect(steps.map(({ name }) => name).toSorted()).toEqual(operationNames());
  });

  it('sees every outcome of a share as data', async () => {
    const kit = await startKit(ERROR_CASES_ENV);
    const answers = await Promise.all(SHARE_ERRORS.map(([memberId]) => share(kit.url, kit.tokens.alpha, memberId)));
    expect(answers).toEqual(
      SHARE_ERRORS.map(([, __typename, code]) =>
        answered({
          data: { addImageMember: expect.objectContaining({ __typename, code, message: expect.any(String) }) },
        }),
      ),
    );
  });

  it('sees a refused token as 200 with an error of the field', async () => {
    const kit = await startKit();
    const answer = await share(kit.url, kit.tokens.alpha, 'sim-401');
    expect(answer).toEqual(answered({ data: { addImageMember: null }, errors: [error('UNAUTHENTICATED')] }));
    expect(toTopLevelErrors(answer.body)).toMatchObject([{ code: 'UNAUTHENTICATED', path: ['addImageMember'] }]);
    expect(isUnauthenticated(answer.body)).toBe(true);
  });

  it('sees a missing token as 401 without data', async () => {
    const kit = await startKit();
    const answer = await share(kit.url, null, kit.projects.beta);
    expect(answer).toEqual(answered(failed(error('UNAUTHENTICATED')), 401));
    expect(isUnauthenticated(answer.body)).toBe(true);
  });

  it('sees a query that the image service fails as 200 with an error of the field', async () => {
    const url = await startGatewayWithoutGlance();
    expect(await run(url, 'token-of-somebody', SharingDialogDocument, { imageId: UNSHARED_IMAGE })).toEqual(
      answered({ data: { image: null }, errors: [error('UPSTREAM_UNAVAILABLE', { retryable: true })] }),
    );
  });

  it.each([
    ['GRAPHQL_PARSE_FAILED', { query: '{' }],
    ['GRAPHQL_VALIDATION_FAILED', { query: '{ image { id } }' }],
    ['BAD_USER_INPUT', { query: 'query ($id: ID!) { image(id: $id) { id } }' }],
    ['OPERATION_RESOLUTION_FAILURE', { query: 'query A { __typename }', operationName: 'B' }],
    ['OPERATION_TOO_COMPLEX', { query: MANY_ALIASES }],
    ['BAD_REQUEST', '{'],
  ])('sees %s as 400 without data', async (code, body) => {
    const kit = await startKit();
    expect(await post(kit.url, kit.tokens.alpha, body)).toEqual(answered(failed(error(code)), 400));
  });

  it('sees what the HTTP front refuses as its status without data', async () => {
    const kit = await startKit();
    const { alpha } = kit.tokens;
    expect(await share(kit.url, alpha, 'x'.repeat(300_000))).toEqual(answered(failed(error('PAYLOAD_TOO_LARGE')), 413));
    expect(await post(kit.url, alpha, '{ image }', { 'content-type': 'application/graphql' })).toEqual(
      answered(failed(error('UNSUPPORTED_MEDIA_TYPE')), 415),
    );
  });

  it('sees a cut connection as what fetch throws', async () => {
    await expect(share(await startCutter(), 'token-of-somebody', 'anybody')).rejects.toThrow(TypeError);
  });
});
