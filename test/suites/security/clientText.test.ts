import { describe, expect, it } from 'vitest';
import { parseErrorBody } from '../../../src/glance/transport/wire/errorBody.ts';
import { withoutTrailingSlashes } from '../../../src/glance/transport/urlPath.ts';
import { parseAccept } from '../../../src/http/accept.ts';
import { startGateway } from '../../support/gateway.ts';

/** As much as a body takes. */
const LONG = 200_000;
const NOWHERE = 'http://127.0.0.1:9';
const NAME = 'x'.repeat(LONG);
const GUESSES = 'Did you mean '.repeat(15_000);
const ID = '00000000-0000-4000-8000-000000000001';
const IMAGES = 'query ($v: ImageFilter) { images(filter: $v) { nodes { id } } }';

/** Every place of a request whose text an error quotes. */
const PLACES: readonly [place: string, query: string, variable?: unknown][] = [
  ['a field', `{ ${NAME} }`],
  ['an argument', `{ image(${NAME}: 1) { id } }`],
  ['a type', `{ ... on ${NAME} { id } }`],
  ['a fragment', `{ ...${NAME} }`],
  ['a variable', `{ image(id: $${NAME}) { id } }`],
  ['a directive', `{ __typename @${NAME} }`],
  ['an operation', `query ${NAME} { __typename } query ${NAME} { __typename }`],
  ['an enum', `{ images(orderBy: { field: ${NAME} }) { nodes { id } } }`],
  ['an input field', `{ images(filter: { ${NAME}: 1 }) { nodes { id } } }`],
  ['a string', `{ images(first: "${NAME}") { nodes { id } } }`],
  ['a string of suggestions', `{ images(first: "${GUESSES}") { nodes { id } } }`],
  ['a list', `{ images(first: [${'1 '.repeat(900)}]) { nodes { id } } }`],
  ['a name that is no syntax', `{ image(id: 1) ${NAME} : }`],
  ['a value of a variable', IMAGES, NAME],
  ['a value of suggestions', IMAGES, GUESSES],
  ['a field of suggestions', IMAGES, { [GUESSES]: 1 }],
  ['a text of a variable', IMAGES, { protected: NAME }],
  ['an enum of a variable', IMAGES, { visibility: NAME }],
  ['an enum of suggestions', IMAGES, { visibility: GUESSES }],
  ['18,000 unknown fields', IMAGES, Object.fromEntries(Array.from({ length: 18_000 }, (_, index) => [`x${index}`, 1]))],
  ['25,000 wrong items', IMAGES, { ids: Array.from({ length: 25_000 }, () => ({})) }],
  ['25,000 wrong enums', IMAGES, { statuses: Array.from({ length: 25_000 }, () => 'active') }],
  [
    'an input that is a list',
    'mutation ($v: AddImageMembersInput!) { addImageMembers(input: $v) { __typename } }',
    { members: [NAME] },
  ],
  [
    'a null with a default',
    `query ($v: ID = "${ID}") { images(filter: { name: "${'y'.repeat(30_000)}", ids: [$v] }) { nodes { id } } }`,
    null,
  ],
];

describe('an error that quotes a client', () => {
  it.each(PLACES)('is short for %s, in production and with introspection', async (_place, query, variable) => {
    for (const env of [{ NODE_ENV: 'production' }, { INTROSPECTION: 'true' }]) {
      const gateway = await startGateway({ endpoint: NOWHERE, env });
      const first = await gateway.post(query, { v: variable });
      const { errors } = toErrors(first.body);
      expect(errors.length).toBeGreaterThan(0);
      expect(errors.length).toBeLessThanOrEqual(5);
      for (const { message } of errors) expect(message.length).toBeLessThanOrEqual(210);
      expect(JSON.stringify(first.body).length).toBeLessThan(3000);
      expect(await gateway.post(query, { v: variable })).toMatchObject({ status: first.status, body: first.body });
    }
  });

  it('is short for a list that holds itself 50,000 times', async () => {
    const gateway = await startGateway({ endpoint: NOWHERE });
    const list = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const headers = { 'content-type': 'application/json', 'x-auth-token': 'token-of-the-user' };
    const body = `{"query": ${JSON.stringify(IMAGES)}, "variables": {"v": {"ids": ${list}}}}`;
    const { errors } = toErrors((await gateway.send('/graphql', { method: 'POST', headers, body })).body);
    expect(errors).toEqual([
      {
        message: 'The operation is too complex: it exceeds the limit of 10 for inputDepth.',
        extensions: { code: 'OPERATION_TOO_COMPLEX', retryable: false, limit: 'inputDepth' },
      },
    ]);
  });

  it('says what is wrong before and after what it leaves out', async () => {
    const gateway = await startGateway({ endpoint: NOWHERE });
    const { body } = await gateway.post(IMAGES, { v: { visibility: 'x'.repeat(10_000) } });
    expect(toErrors(body).errors[0]?.message).toMatch(
      /^Variable "\$v" got invalid value "x+ \.\.\. x+" does not exist in "ImageVisibility" enum\.$/,
    );
  });
});

/** So long that an expression that is not linear would not come to an end. */
const MEGABYTES = 4_000_000;

describe('a text of megabytes', () => {
  it.each([
    ['tags that never end', '<'.repeat(MEGABYTES)],
    ['tags with names that never end', '<br '.repeat(MEGABYTES / 4)],
    ['spaces', ' '.repeat(MEGABYTES)],
    ['tags in JSON', JSON.stringify({ message: '<'.repeat(MEGABYTES) })],
    ['policies', `You are not authorized to complete ${'a'.repeat(MEGABYTES)}`],
  ])('is read as an error of the image service: %s', (_what, text) => {
    expect(parseErrorBody(text).text.length).toBeLessThanOrEqual(8192);
  });

  it('is read as an address with slashes', () => {
    const slashes = '/'.repeat(MEGABYTES);
    expect(withoutTrailingSlashes(`${slashes}x${slashes}`)).toBe(`${slashes}x`);
  });

  it.each([
    ['parameters', `application/json${';q=0.1'.repeat(MEGABYTES / 6)}`],
    ['digits', `application/json;q=0.${'1'.repeat(MEGABYTES)}x`],
    ['spaces', `application/json;${' '.repeat(MEGABYTES)}q`],
    ['ranges', '*/*,'.repeat(MEGABYTES / 4)],
  ])('is read as an Accept header of %s', (_what, header) => {
    expect(parseAccept(header).contentType).toBe('application/json');
  });
});

function toErrors(body: unknown): { readonly errors: readonly { readonly message: string }[] } {
  if (typeof body === 'object' && body !== null && 'errors' in body && Array.isArray(body.errors)) {
    return { errors: body.errors };
  }
  throw new Error('no errors');
}
