import { describe, expect, it } from 'vitest';
import { startRecorder } from '../../support/recorder.ts';
import { startLoggedGateway } from '../../support/loggedGateway.ts';
import { createRandomUpstream } from '../../suites/engines/randomUpstream.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const NODES = '{ nodes { id } }';

/** Every kind of place that takes no null, with a variable that may be left out but is null. */
const PLACES: readonly [place: string, query: string][] = [
  ['an argument', `query ($v: ID = "${ID}") { image(id: $v) { id } }`],
  ['an argument of two', `query ($v: ID = "m") { imageMember(imageId: "${ID}", memberId: $v) { id } }`],
  ['an argument below', `query ($v: ID = "m") { image(id: "${ID}") { id member(memberId: $v) { id } } }`],
  ['an argument in a fragment', `query ($v: ID = "m") { ...F } fragment F on Query { image(id: $v) { id } }`],
  [
    'an input field with a default of its own',
    `query ($v: OrderDirection) { images(orderBy: { field: NAME, direction: $v }) ${NODES} }`,
  ],
  [
    'an input field where the variable has a default',
    `query ($v: OrderDirection = DESC) { images(orderBy: { field: NAME, direction: $v }, first: 1) ${NODES} }`,
  ],
  ['an input field', `query ($v: ImageOrderField = NAME) { images(orderBy: { field: $v }) ${NODES} }`],
  ['an item of a list', `query ($v: ID = "${ID}") { images(filter: { ids: ["${ID}", $v] }) ${NODES} }`],
  ['an item that is an enum', `query ($v: ImageStatus = ACTIVE) { images(filter: { statuses: [$v] }) ${NODES} }`],
  ['an item of a list below', `query ($v: String = "a") { image(id: "${ID}") { properties(names: [$v]) { name } } }`],
  ['the representations', 'query ($v: [_Any!] = []) { _entities(representations: $v) { __typename } }'],
  ['a representation', 'query ($v: _Any = {}) { _entities(representations: [$v]) { __typename } }'],
  ['@include of a root field', `query ($v: Boolean = true) { image(id: "${ID}") @include(if: $v) { id } }`],
  ['@skip of a root field', `query ($v: Boolean = true) { image(id: "${ID}") @skip(if: $v) { id } }`],
  ['@include of a field', `query ($v: Boolean = true) { image(id: "${ID}") { id name @include(if: $v) } }`],
  [
    '@include of an inline fragment',
    `query ($v: Boolean = true) { image(id: "${ID}") { ... @include(if: $v) { id } } }`,
  ],
  [
    '@skip of a fragment',
    `query ($v: Boolean = true) { image(id: "${ID}") { ...F @skip(if: $v) } } fragment F on Image { id }`,
  ],
  [
    'an input',
    `mutation ($v: AddImageMemberInput = { imageId: "${ID}", memberId: "m" }) { addImageMember(input: $v) { __typename } }`,
  ],
  [
    'a field of an input',
    `mutation ($v: ID = "${ID}") { addImageMember(input: { imageId: $v, memberId: "m" }) { __typename } }`,
  ],
  [
    'an enum of an input',
    `mutation ($v: ImageMemberStatus = ACCEPTED) { updateImageMember(input: { imageId: "${ID}", memberId: "m", status: $v }) { __typename } }`,
  ],
  [
    'an item of an input',
    `mutation ($v: AddImageMemberInput = { imageId: "${ID}", memberId: "m" }) { addImageMembers(input: { members: [$v] }) { __typename } }`,
  ],
  [
    'a field of an item of an input',
    `mutation ($v: ID = "p") { addImageMembers(input: { members: [{ imageId: $v, memberId: "m" }] }) { __typename } }`,
  ],
  [
    'the list of an input',
    'mutation ($v: [AddImageMemberInput!] = []) { addImageMembers(input: { members: $v }) { __typename } }',
  ],
  [
    'an item of a list of an input',
    `mutation ($v: ID = "p") { setImageMembers(input: { imageId: "${ID}", memberIds: ["m", $v] }) { __typename } }`,
  ],
  [
    '@include of a mutation',
    `mutation ($v: Boolean = true) { removeImageMember(input: { imageId: "${ID}", memberId: "m" }) @include(if: $v) { __typename } }`,
  ],
];

describe('a variable that is null', () => {
  it.each(PLACES)('is BAD_USER_INPUT at %s that must not be null, each time', async (_place, query) => {
    const [interpreted, compiled] = [await start('0'), await start('2')];
    const expected = await interpreted.ask(query);
    expect(expected).toMatchObject({ status: 200, body: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } });
    for (let time = 0; time < 4; time += 1) expect(await compiled.ask(query)).toEqual(expected);
    for (const { lines, writes } of [interpreted, compiled]) {
      expect(lines().filter((line) => JSON.stringify(line).includes('bug'))).toEqual([]);
      expect(writes()).toEqual([]);
    }
  });

  it('is an error of its field alone', async () => {
    const { ask } = await start('1');
    const query = `query ($v: ID = "${ID}") { good: image(id: "${ID}") { id } bad: image(id: $v) { id } }`;
    for (let time = 0; time < 3; time += 1) {
      expect(await ask(query)).toEqual({
        status: 200,
        body: {
          data: { good: { id: ID }, bad: null },
          errors: [
            {
              message: 'Argument "id" of non-null type "ID!" must not be null.',
              locations: [{ line: 1, column: query.lastIndexOf('$v') + 1 }],
              path: ['bad'],
              extensions: { code: 'BAD_USER_INPUT' },
            },
          ],
        },
      });
    }
  });

  it('fails its own mutation alone: the mutations before and after it are executed', async () => {
    const { ask, writes } = await start('1');
    const add = (alias: string, member: string, imageId = `"${ID}"`): string =>
      `${alias}: addImageMember(input: { imageId: ${imageId}, memberId: "${member}" }) { __typename }`;
    expect(
      await ask(`mutation ($v: ID = "${ID}") { ${add('a', 'one')} ${add('b', 'lost', '$v')} ${add('c', 'two')} }`),
    ).toMatchObject({
      body: {
        data: { a: { __typename: 'AddImageMemberSuccess' }, b: null, c: { __typename: 'AddImageMemberSuccess' } },
        errors: [{ path: ['b'], extensions: { code: 'BAD_USER_INPUT' } }],
      },
    });
    expect(writes().map(({ body }) => body)).toEqual(['{"member":"one"}', '{"member":"two"}']);
  });
});

async function start(compileAfter: string) {
  const { url, calls } = await startRecorder('http://127.0.0.1:9', createRandomUpstream().intercept);
  const { gateway, lines } = await startLoggedGateway(url, { COMPILE_AFTER: compileAfter });
  return {
    lines,
    writes: () => calls.filter(({ method }) => method !== 'GET'),
    async ask(query: string): Promise<unknown> {
      const { status, body } = await gateway.post(query, { v: null });
      return { status, body };
    },
  };
}
