import { describe, expect, it } from 'vitest';
import { startGateway } from '../../support/gateway.ts';
import { addImage, addMember } from './images.ts';
import { startUpstreams, type Upstream } from './upstreams.ts';
import { send } from './wire.ts';

/** What a path can name, so that Glance shows, updates and removes it. */
const NAMED = [
  ...['my project', 'eosc.eu', 'Default:demo', '.hidden', '...', '..a', 'a..', 'members', 'ABC', '5'],
  ...['a'.repeat(64), 'a'.repeat(65), 'a'.repeat(100), 'a'.repeat(255)],
  ...['a?b#c', 'a%b', '100%', '%', '%41', 'a%3Fb', 'a+b', '+', '~', '*', '"q"', "'q'", "it's (!)", '-a', '_a'],
  ...['a ', ' a', ' ', 'a;b', 'a,b', 'a&b=c', 'a\\b', 'a|b', '<b>', 'a@b', '$x', '[x]', '{x}', 'a:b', 'a=b', '^`'],
];

/** Glance stores it, lists it, and finds it by no path. */
const LISTED = ['é', 'projekt-ü', '日本', 'e\u0301', '\ufeff', '\u2028', 'Ａ'];

/** Refused before any call: the first two are what Glance could be asked for, had every proxy left them as they are. */
const REFUSED = ['.', '..', 'a/b', '/a', 'a/', '//', 'a%2Fb', '%2e%2e', 'a\nb', 'a\u0000b'];

const RESULT = '__typename ... on ImageServiceError { code }';
const READ = `query ($image: ID!, $member: ID!, $references: [_Any!]!) {
  imageMember(imageId: $image, memberId: $member) { memberId }
  image(id: $image) { member(memberId: $member) { memberId } members { memberId } }
  _entities(representations: $references) { ... on ImageMember { memberId } }
}`;
const UPDATE = `mutation ($input: UpdateImageMemberInput!) {
  updateImageMember(input: $input) { ${RESULT} ... on UpdateImageMemberSuccess { imageMember { memberId status } } }
}`;
const REMOVE = `mutation ($input: RemoveImageMemberInput!) {
  removeImageMember(input: $input) { ${RESULT} ... on RemoveImageMemberSuccess { deletedImageMemberId memberId } }
}`;

describe.each(Object.values(await startUpstreams()))(
  'a member that another tool stored in the $name Glance',
  (upstream) => {
    it.each(NAMED)('%j is read, updated and removed', async (member) => {
      const { image, run, statuses } = await store(upstream, member);
      expect(await statuses('GET')).toBe(200);
      expect(await run(READ)).toEqual({
        data: {
          imageMember: { memberId: member },
          image: { member: { memberId: member }, members: [{ memberId: member }] },
          _entities: [{ memberId: member }],
        },
      });
      const accepted = {
        __typename: 'UpdateImageMemberSuccess',
        imageMember: { memberId: member, status: 'ACCEPTED' },
      };
      expect(await run(UPDATE, { status: 'ACCEPTED' })).toEqual({ data: { updateImageMember: accepted } });
      const deletedImageMemberId = Buffer.from(`ImageMember:${image}:${member}`).toString('base64url');
      const removed = { __typename: 'RemoveImageMemberSuccess', deletedImageMemberId, memberId: member };
      expect(await run(REMOVE)).toEqual({ data: { removeImageMember: removed } });
      expect(await run(READ)).toEqual({
        data: { imageMember: null, image: { member: null, members: [] }, _entities: [null] },
      });
      expect(await statuses('GET')).toBe(404);
      const gone = { __typename: 'ImageMemberNotFoundError', code: 'MEMBER_NOT_FOUND' };
      expect(await run(REMOVE)).toEqual({ data: { removeImageMember: gone } });
    });

    it.each(LISTED)('%j is read by its list, and neither updated nor removed, as in Glance itself', async (member) => {
      const { run, statuses } = await store(upstream, member);
      const wire = [await statuses('GET'), await statuses('PUT', { status: 'accepted' }), await statuses('DELETE')];
      expect(wire).toEqual([404, 404, 404]);
      expect(await run(READ)).toEqual({
        data: {
          imageMember: { memberId: member },
          image: { member: { memberId: member }, members: [{ memberId: member }] },
          _entities: [{ memberId: member }],
        },
      });
      const refused = { __typename: 'ImageInputError', code: 'INVALID_INPUT' };
      expect(await run(UPDATE, { status: 'ACCEPTED' })).toEqual({ data: { updateImageMember: refused } });
      expect(await run(REMOVE)).toEqual({ data: { removeImageMember: refused } });
    });

    it.each(REFUSED)('%j is listed, and refused by every other field', async (member) => {
      const { run } = await store(upstream, member);
      const code = 'INVALID_INPUT';
      expect(await run(READ)).toMatchObject({
        data: { imageMember: null, image: { member: null, members: [{ memberId: member }] }, _entities: [null] },
        errors: [{ extensions: { code } }, { extensions: { code } }, { extensions: { code } }],
      });
      const refused = { __typename: 'ImageInputError', code };
      expect(await run(UPDATE, { status: 'ACCEPTED' })).toEqual({ data: { updateImageMember: refused } });
      expect(await run(REMOVE)).toEqual({ data: { removeImageMember: refused } });
    });

    it('is not mistaken for another one: the bytes of é are what a path calls Ã©', async () => {
      const { image, run } = await store(upstream, 'Ã©');
      const path = `/v2/images/${image}/members/${encodeURIComponent('é')}`;
      expect((await send(upstream, upstream.endpoint, { path, as: 'alpha' })).status).toBe(200);
      expect(await run(READ, {}, 'é')).toMatchObject({ data: { imageMember: null, image: { member: null } } });
      expect(await run(REMOVE, {}, 'é')).toMatchObject({ data: { removeImageMember: { code: 'INVALID_INPUT' } } });
      expect(await run(READ)).toMatchObject({ data: { image: { members: [{ memberId: 'Ã©' }] } } });
    });
  },
);

/** The admin's token: it sees and decides for every member. */
async function store(upstream: Upstream, member: string) {
  const image = await addImage(upstream, upstream.endpoint, 'alpha');
  await addMember(upstream, upstream.endpoint, image, member);
  const gateway = await startGateway({ endpoint: upstream.endpoint });
  const path = `/v2/images/${image}/members/${encodeURIComponent(member)}`;
  return {
    image,
    /** The status of Glance's own answer. */
    statuses: async (method: string, body?: object) =>
      (await send(upstream, upstream.endpoint, { method, path, as: 'admin', ...(body ? { body } : {}) })).status,
    run: async (query: string, more: object = {}, asked = member): Promise<unknown> => {
      const input = { imageId: image, memberId: asked, ...more };
      const references = [{ __typename: 'ImageMember', imageId: image, memberId: asked }];
      const variables = { image, member: asked, references, input };
      return (await gateway.post(query, variables, { 'x-auth-token': upstream.tokens.admin })).body;
    },
  };
}
