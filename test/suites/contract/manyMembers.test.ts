import { describe, expect, it } from 'vitest';
import { startGateway } from '../../support/gateway.ts';
import { addImage, addMember, setVisibility } from './images.ts';
import { startUpstreams, type ActorName, type Upstream } from './upstreams.ts';
import { send } from './wire.ts';

/** Most members of an image of both upstreams. */
const QUOTA = 8;

const ERROR = '... on ImageServiceError { code } ... on ImageForbiddenError { reason }';
const REMOVE = `mutation ($input: RemoveImageMembersInput!) {
  result: removeImageMembers(input: $input) {
    ... on RemoveImageMembersPayload {
      removedCount failedCount
      results { imageId memberId result { __typename ... on RemoveImageMemberSuccess { memberId } ${ERROR} } }
    }
  }
}`;
const UPDATE = `mutation ($input: UpdateImageMembersInput!) {
  result: updateImageMembers(input: $input) {
    ... on UpdateImageMembersPayload {
      updatedCount failedCount
      results { result { __typename ... on UpdateImageMemberSuccess { imageMember { imageId status } } ${ERROR} } }
    }
  }
}`;
const SET = `mutation ($input: SetImageMembersInput!) {
  result: setImageMembers(input: $input) {
    __typename
    ... on SetImageMembersPayload {
      added { memberId result { __typename ${ERROR} } }
      removed { memberId result { __typename ${ERROR} } }
      kept { memberId }
    }
    ${ERROR}
  }
}`;

const toId = (index: number): string => index.toString(16).padStart(32, '0');
const toIds = (count: number, first = 0): string[] => Array.from({ length: count }, (_, index) => toId(first + index));
const [ADDED, REMOVED] = [{ __typename: 'AddImageMemberSuccess' }, { __typename: 'RemoveImageMemberSuccess' }];
const FULL = { __typename: 'ImageMemberLimitError', code: 'MEMBER_LIMIT_EXCEEDED' };
const each = (ids: readonly string[], result: object) => ids.map((memberId) => ({ memberId, result }));

async function start(upstream: Upstream) {
  const gateway = await startGateway({ endpoint: upstream.endpoint });
  return async (query: string, input: object, as: ActorName = 'alpha'): Promise<unknown> =>
    (await gateway.post(query, { input }, { 'x-auth-token': upstream.tokens[as] })).body;
}

async function share(upstream: Upstream, members: readonly string[]): Promise<string> {
  const image = await addImage(upstream, upstream.endpoint, 'alpha', { visibility: 'shared' });
  for (const member of members) await addMember(upstream, upstream.endpoint, image, member);
  return image;
}

async function listMembers(upstream: Upstream, image: string): Promise<string[]> {
  const { text } = await send(upstream, upstream.endpoint, { path: `/v2/images/${image}/members`, as: 'admin' });
  const { members }: { members: { member_id: string }[] } = JSON.parse(text);
  return members.map(({ member_id: id }) => id);
}

describe.each(Object.values(await startUpstreams()))('many members at once, with the $name Glance', (upstream) => {
  it('removeImageMembers removes 50 members of seven images', async () => {
    const run = await start(upstream);
    const images = await Promise.all(Array.from({ length: 7 }, () => share(upstream, toIds(QUOTA))));
    const members = images.flatMap((imageId) => toIds(QUOTA).map((memberId) => ({ imageId, memberId }))).slice(0, 50);

    expect(await run(REMOVE, { members })).toEqual({
      data: {
        result: {
          removedCount: 50,
          failedCount: 0,
          results: members.map((pair) => ({ ...pair, result: { ...REMOVED, memberId: pair.memberId } })),
        },
      },
    });
    const left = await Promise.all(images.map((image) => listMembers(upstream, image)));
    expect(left.flat()).toEqual(toIds(QUOTA).slice(50 - 6 * QUOTA));
    expect(await run(REMOVE, { members: members.slice(0, 2) })).toMatchObject({
      data: { result: { removedCount: 0, results: [0, 1].map(() => ({ result: { code: 'MEMBER_NOT_FOUND' } })) } },
    });
  });

  it('updateImageMembers stores the decisions of the member, and says which images the member does not see', async () => {
    const run = await start(upstream);
    const { beta } = upstream.projects;
    const images = await Promise.all([[beta], [], [beta]].map((members) => share(upstream, members)));
    const members = images.map((imageId) => ({ imageId, memberId: beta, status: 'ACCEPTED' }));
    const stored = (imageId?: string) => ({
      result: { __typename: 'UpdateImageMemberSuccess', imageMember: { imageId, status: 'ACCEPTED' } },
    });

    expect(await run(UPDATE, { members }, 'beta')).toEqual({
      data: {
        result: {
          updatedCount: 2,
          failedCount: 1,
          results: [
            stored(images[0]),
            { result: { __typename: 'ImageNotFoundError', code: 'IMAGE_NOT_FOUND' } },
            stored(images[2]),
          ],
        },
      },
    });
  });

  it('setImageMembers replaces all members of an image at its quota', async () => {
    const run = await start(upstream);
    const imageId = await share(upstream, toIds(QUOTA));
    const wanted = toIds(QUOTA, 100);

    expect(await run(SET, { imageId, memberIds: wanted, confirmRemovals: QUOTA })).toEqual({
      data: {
        result: {
          __typename: 'SetImageMembersPayload',
          added: each(wanted, ADDED),
          removed: each(toIds(QUOTA), REMOVED),
          kept: [],
        },
      },
    });
    expect((await listMembers(upstream, imageId)).sort()).toEqual(wanted);
  });

  it('setImageMembers adds as many of 128 projects as the quota allows, and says so of each other', async () => {
    const run = await start(upstream);
    const imageId = await share(upstream, toIds(3));
    const memberIds = toIds(128);

    const answer = await run(SET, { imageId, memberIds });
    expect(answer).toEqual({
      data: {
        result: {
          __typename: 'SetImageMembersPayload',
          added: memberIds.slice(3).map((memberId) => ({ memberId, result: expect.toBeOneOf([ADDED, FULL]) })),
          removed: [],
          kept: toIds(3).map((memberId) => ({ memberId })),
        },
      },
    });
    const added = JSON.stringify(answer).split('AddImageMemberSuccess').length - 1;
    // Glance checks the quota before it inserts, so eight adds at the same time can all find room for one.
    expect(added).toBeGreaterThanOrEqual(QUOTA - 3);
    expect(added).toBeLessThanOrEqual(QUOTA - 3 + 7);
    expect((await listMembers(upstream, imageId)).length).toBe(3 + added);
  });

  it.each<[who: string, as: ActorName, result: object]>([
    ['an administrator', 'admin', { __typename: 'SetImageMembersPayload' }],
    ['a member', 'beta', { code: 'FORBIDDEN', reason: 'NOT_OWNER' }],
    ['a member with the role reader', 'betaReader', { code: 'FORBIDDEN', reason: 'NOT_OWNER' }],
    ['a stranger', 'gamma', { code: 'IMAGE_NOT_FOUND' }],
  ])('setImageMembers by %s', async (_who, as, result) => {
    const run = await start(upstream);
    const { beta } = upstream.projects;
    const imageId = await share(upstream, [beta, toId(1)]);

    for (const input of [{ memberIds: [] }, { memberIds: [beta, toId(2)] }]) {
      const before = await listMembers(upstream, imageId);
      expect(await run(SET, { imageId, ...input, dryRun: true, confirmRemovals: 128 }, as)).toMatchObject({
        data: { result },
      });
      expect(await listMembers(upstream, imageId)).toEqual(before);
    }
    await run(SET, { imageId, memberIds: [], confirmRemovals: 128 }, as);
    expect((await listMembers(upstream, imageId)).length).toBe(as === 'admin' ? 0 : 2);
  });

  it('setImageMembers by the owner with the role reader is refused by the policy for each project', async () => {
    const run = await start(upstream);
    const imageId = await share(upstream, [toId(1)]);
    const refused = { __typename: 'ImageForbiddenError', code: 'FORBIDDEN', reason: 'POLICY' };

    expect(await run(SET, { imageId, memberIds: [toId(2)], confirmRemovals: 1 }, 'alphaReader')).toEqual({
      data: {
        result: {
          __typename: 'SetImageMembersPayload',
          added: each([toId(2)], refused),
          removed: each([toId(1)], refused),
          kept: [],
        },
      },
    });
    expect(await listMembers(upstream, imageId)).toEqual([toId(1)]);
  });

  it.each(['private', 'community'])(
    'setImageMembers says that an image of visibility %s is not shared',
    async (visibility) => {
      const run = await start(upstream);
      const imageId = await share(upstream, [toId(1)]);
      await setVisibility(upstream, upstream.endpoint, imageId, visibility);

      expect(await run(SET, { imageId, memberIds: [], confirmRemovals: 128 })).toEqual({
        data: { result: { __typename: 'ImageForbiddenError', code: 'FORBIDDEN', reason: 'IMAGE_NOT_SHARED' } },
      });
    },
  );
});
