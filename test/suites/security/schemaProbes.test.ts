import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../../src/server.ts';
import { codesOf, post, type Answer } from '../../support/post.ts';
import { openGateway } from '../../support/gateway.ts';
import { GUESSES } from './support/guesses.ts';

let production: RunningServer;
beforeAll(async () => {
  production = await openGateway({ NODE_ENV: 'production', RATE_LIMIT_TOKEN: '0', RATE_LIMIT_ADDRESS: '0' });
});
afterAll(() => production.stop());

/** The responses to all guesses, with the word GUESS in the place of each: equal responses tell nothing about the schema. */
async function answersTo(toRequest: (guess: string) => object): Promise<readonly string[]> {
  const answers = new Set<string>();
  const probe = async (guess: string): Promise<void> => {
    const { status, body } = await post(production.url, toRequest(guess));
    // The guess moves what stands behind it on its line.
    const text = JSON.stringify({ status, body }).replace(/"locations":\[.*?\],/g, '');
    answers.add(text.replaceAll(new RegExp(`\\b${guess}\\b`, 'g'), 'GUESS'));
  };
  for (let i = 0; i < GUESSES.length; i += 20) await Promise.all(GUESSES.slice(i, i + 20).map(probe));
  return [...answers];
}

const invalid = (message: string): string =>
  JSON.stringify({ status: 400, body: { errors: [{ message, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] } });
const badInput = (message: string): string =>
  JSON.stringify({ status: 400, body: { errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] } });

const WITH_FILTER = 'query ($filter: ImageFilter) { images(filter: $filter) { nodes { id } } }';

describe('a wrong guess', () => {
  it('is made with more than 150 names', () => {
    expect(GUESSES.length).toBeGreaterThan(150);
  });

  it.each<[string, (guess: string) => object, string]>([
    [
      'a field of Query',
      (guess) => ({ query: `{ ${guess} }` }),
      invalid('Cannot query field "GUESS" on type "Query".'),
    ],
    [
      'a field of Mutation',
      (guess) => ({ query: `mutation { ${guess} }` }),
      invalid('Cannot query field "GUESS" on type "Mutation".'),
    ],
    [
      'a field in a fragment',
      (guess) => ({ query: `{ image(id: "a") { ...F } } fragment F on Image { ${guess} }` }),
      invalid('Cannot query field "GUESS" on type "Image".'),
    ],
    [
      'a field of an interface',
      (guess) => ({
        query: `mutation ($input: AddImageMemberInput!) { addImageMember(input: $input) { ... on ImageServiceError { ${guess} } } }`,
      }),
      invalid('Cannot query field "GUESS" on type "ImageServiceError".'),
    ],
    [
      'a field of a union',
      (guess) => ({ query: `mutation ($input: AddImageMemberInput!) { addImageMember(input: $input) { ${guess} } }` }),
      invalid('Cannot query field "GUESS" on type "AddImageMemberResult".'),
    ],
    [
      'an argument',
      (guess) => ({ query: `{ images(${guess}: 1) { nodes { id } } }` }),
      invalid('Unknown argument "GUESS" on field "Query.images".'),
    ],
    ['a directive', (guess) => ({ query: `{ __typename @${guess} }` }), invalid('Unknown directive "@GUESS".')],
    [
      'a type in a fragment',
      (guess) => ({ query: `{ image(id: "a") { ... on ${guess} { __typename } } }` }),
      invalid('Unknown type "GUESS".'),
    ],
    [
      'a type of a variable',
      (guess) => ({ query: `query ($a: ${guess}) { __typename @include(if: $a) }` }),
      invalid('Unknown type "GUESS".'),
    ],
    [
      'an input field',
      (guess) => ({ query: `{ images(filter: { ${guess}: 1 }) { nodes { id } } }` }),
      invalid('Field "GUESS" is not defined by type "ImageFilter".'),
    ],
    [
      'an enum value',
      (guess) => ({ query: `{ images(filter: { visibility: ${guess} }) { nodes { id } } }` }),
      invalid('Value "GUESS" does not exist in "ImageVisibility" enum.'),
    ],
    [
      'an input field in a variable',
      (guess) => ({ query: WITH_FILTER, variables: { filter: { [guess]: 1 } } }),
      badInput(
        'Variable "$filter" got invalid value { GUESS: 1 }; Field "GUESS" is not defined by type "ImageFilter".',
      ),
    ],
    [
      'an enum value in a variable',
      (guess) => ({ query: WITH_FILTER, variables: { filter: { visibility: guess } } }),
      badInput(
        'Variable "$filter" got invalid value "GUESS" at "filter.visibility"; Value "GUESS" does not exist in "ImageVisibility" enum.',
      ),
    ],
    [
      'an operation',
      (guess) => ({ query: '{ __typename }', operationName: guess }),
      JSON.stringify({
        status: 400,
        body: {
          errors: [
            { message: 'Unknown operation named "GUESS".', extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } },
          ],
        },
      }),
    ],
  ])('at %s reveals nothing but that it is wrong, however close it is', async (_what, toRequest, answer) => {
    expect(await answersTo(toRequest)).toEqual([answer]);
  });
});

const OFF = expect.objectContaining({
  message: 'Introspection is switched off.',
  extensions: { code: 'GRAPHQL_VALIDATION_FAILED', validationErrorCode: 'INTROSPECTION_DISABLED' },
});

describe('introspection in production', () => {
  it.each([
    ['under an alias', '{ a: __schema { queryType { name } } }'],
    ['in a fragment', '{ ...F } fragment F on Query { __schema { types { name } } }'],
    ['in an inline fragment', '{ ... on Query { __type(name: "Image") { fields { name } } } }'],
    ['in an inline fragment without a type', '{ ... { __type(name: "Query") { name } } }'],
    ['that is not included', '{ __schema @include(if: false) { types { name } } }'],
    ['that is skipped', '{ __schema @skip(if: true) { types { name } } }'],
    ['in another operation', 'query A { __typename } query B { __schema { types { name } } }'],
    ['with line breaks and commas', '{,,,__schema\n\r,{,types\n{\nname,}}}'],
    ['with a comment', '{ __schema # {\n { types { name } } }'],
    ['with a name in a variable', 'query ($n: String!) { __type(name: $n) { name } }'],
    ['of a mutation', 'mutation { __schema { types { name } } }'],
    ['beside a field', '{ __typename __type(name: "Image") { name } }'],
    [
      'by many aliases',
      `{ ${Array.from({ length: 20 }, (_, i) => `t${i}: __type(name: "Image") { name }`).join(' ')} }`,
    ],
  ])('is refused %s', async (_how, query) => {
    const { status, body } = await post(production.url, {
      query,
      operationName: query.includes(' A ') ? 'A' : undefined,
    });
    expect({ status, data: Object(body).data }).toEqual({ status: 400, data: undefined });
    expect(body).toEqual({ errors: expect.arrayContaining([OFF]) });
    expect(JSON.stringify(body)).not.toMatch(/apollo/i);
  });

  it('is refused by GET', async () => {
    const query = encodeURIComponent('{ __schema { types { name } } }');
    const response = await fetch(`${production.url}/graphql?query=${query}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(await response.json()).toEqual({ errors: [OFF] });
  });

  it('is not available through the federation fields', async () => {
    const answer: Answer = await post(production.url, { query: '{ _service { sdl } }' });
    expect([Object(answer.body).data, codesOf(answer.body)]).toEqual([null, ['FORBIDDEN']]);
  });
});

describe('brute force', () => {
  const attempt = (index: number): string =>
    `a${index}: imageMember(imageId: "5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01", memberId: "${index}") { status }`;
  const attempts = (count: number): string[] => Array.from({ length: count }, (_, index) => attempt(index));

  it.each([
    ['aliases', `{ ${attempts(600).join(' ')} }`, 'tokens'],
    ['aliases in fragments', `{ ...F } fragment F on Query { ${attempts(600).join(' ')} }`, 'tokens'],
    [
      'aliases that cost more than their text',
      `{ ${Array.from({ length: 8 }, (_, index) => `m${index}: image(id: "a") { members { image { ...F } } }`).join(' ')} }
       fragment F on Image { member(memberId: "0") { status } }`,
      'cost',
    ],
    [
      'operations',
      attempts(11)
        .map((text, index) => `query Q${index} { ${text} }`)
        .join(' '),
      'operations',
    ],
  ])('in one request is bounded, by %s', async (_how, query, limit) => {
    expect(await post(production.url, { query })).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: 'OPERATION_TOO_COMPLEX', limit } }] },
    });
  });

  it('in many requests is bounded by the rate limit', async () => {
    const limited = await openGateway({ NODE_ENV: 'production', RATE_LIMIT_TOKEN: '20' });
    try {
      const answers: Answer[] = [];
      for (const text of attempts(25)) answers.push(await post(limited.url, { query: `{ ${text} }` }));
      expect(answers.map(({ status }) => status)).toEqual([...Array(20).fill(200), ...Array(5).fill(429)]);
    } finally {
      await limited.stop();
    }
  });
});
