import { describe, expect, it } from 'vitest';
import { startGateway } from '../../support/gateway.ts';
import {
  expectMoment,
  expectOneOf,
  expectText,
  HOSTILE_VALUES,
  UNREADABLE,
  type Expectation,
} from '../../support/rows/hostileValues.ts';
import { IMAGE_IDS, readPath, replaceAt, toImage, toMember, toProtocolError } from '../../support/rows/images.ts';
import { startRowServer } from '../../support/rows/rowServer.ts';

const MEMBERS = ['c', 'd', 'e'].map((letter) => letter.repeat(32));
const [IMAGE, MEMBER] = [IMAGE_IDS[1] ?? '', MEMBERS[1] ?? ''];

const FIELDS: readonly [key: string, field: string, expectation: Expectation][] = [
  ['status', 'status', expectOneOf({ pending: 'PENDING' })],
  ['created_at', 'createdAt', expectMoment],
  ['updated_at', 'updatedAt', expectMoment],
  ['schema', 'schema', expectText],
];

const WHOLE = {
  memberId: MEMBER,
  status: 'PENDING',
  createdAt: '2026-02-01T00:00:00Z',
  updatedAt: '2026-02-02T00:00:00Z',
  schema: '/v2/schemas/member',
};

/** Every way to memberships, for one that is the second of three. */
const WAYS: readonly [name: string, toQuery: (fields: string) => string, path: readonly (string | number)[]][] = [
  [
    'imageMember',
    (fields) => `{ imageMember(imageId: "${IMAGE}", memberId: "${MEMBER}") { ${fields} } }`,
    ['imageMember'],
  ],
  ['imageMembers', (fields) => `{ imageMembers(imageId: "${IMAGE}") { ${fields} } }`, ['imageMembers', 1]],
  [
    'Image.member',
    (fields) => `{ image(id: "${IMAGE}") { member(memberId: "${MEMBER}") { ${fields} } } }`,
    ['image', 'member'],
  ],
  ['Image.members', (fields) => `{ image(id: "${IMAGE}") { members { ${fields} } } }`, ['image', 'members', 1]],
  [
    'the members of listed images',
    (fields) => `{ images { nodes { members { ${fields} } } } }`,
    ['images', 'nodes', 0, 'members', 1],
  ],
  [
    '_entities',
    (fields) =>
      `{ _entities(representations: [${MEMBERS.map((id) => `{ __typename: "ImageMember", imageId: "${IMAGE}", memberId: "${id}" }`)}]) { ... on ImageMember { ${fields} } } }`,
    ['_entities', 1],
  ],
  [
    'existingImageMember',
    (fields) =>
      `mutation { addImageMember(input: { imageId: "${IMAGE}", memberId: "${MEMBER}" }) { ... on ImageMemberExistsError { existingImageMember { ${fields} } } } }`,
    ['addImageMember', 'existingImageMember'],
  ],
];

describe.each([
  ['compiled', '1'],
  ['interpreted', '0'],
])('a bad value of a membership, with operations that are %s,', (_engine, compileAfter) => {
  it.each(WAYS)(
    'is null with an error at its own path, and every other field is unaffected, by %s',
    async (_name, toQuery, path) => {
      const server = await startRowServer({
        images: [toImage(1)],
        members: MEMBERS.map((id) => toMember(id)),
        intercept: (method) => (method === 'POST' ? { status: 409 } : undefined),
      });
      const gateway = await startGateway({ endpoint: server.url, env: { COMPILE_AFTER: compileAfter } });
      const query = toQuery(Object.keys(WHOLE).join(' '));
      const whole = await gateway.post(query);
      expect(readPath(whole.body, ['data', ...path])).toEqual(WHOLE);

      for (const [key, field, expectation] of FIELDS) {
        const others = toQuery(
          Object.keys(WHOLE)
            .filter((other) => other !== field)
            .join(' '),
        );
        for (const raw of HOSTILE_VALUES) {
          const title = `${key}: ${raw ?? 'missing'}`;
          server.shown.members = MEMBERS.map((id) => toMember(id, IMAGE, id === MEMBER ? { [key]: raw } : {}));
          const expected = expectation(raw);
          const isUnreadable = expected === UNREADABLE;
          const { body } = await gateway.post(query);
          expect(body, `${title}`).toEqual({
            data: replaceAt(readPath(whole.body, ['data']), [...path, field], isUnreadable ? null : expected),
            ...(isUnreadable ? { errors: [toProtocolError([...path, field])] } : {}),
          });
          const { body: withoutIt } = await gateway.post(others);
          expect(withoutIt, `${title}, not asked for`).not.toHaveProperty('errors');
          expect(readPath(withoutIt, ['data', ...path]), `${title}`).toEqual({ ...WHOLE, [field]: undefined });
        }
      }
    },
  );
});
