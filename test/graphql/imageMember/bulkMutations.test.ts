import { describe, expect, it } from 'vitest';
import { ALPHA, BETA, createImages, startReads, toImageId } from '../../support/startReads.ts';

const ERROR = '... on ImageServiceError { code upstreamStatus } ... on ImageInputError { issues { path message } }';
const REMOVE = `mutation ($members: [RemoveImageMemberInput!]!) {
  removeImageMembers(input: { members: $members }) {
    __typename
    ... on RemoveImageMembersPayload {
      removedCount failedCount
      results { imageId memberId result { __typename ... on RemoveImageMemberSuccess { memberId } ${ERROR} } }
    }
    ... on ImageInputError { code issues { path message } }
  }
}`;
const UPDATE = `mutation ($members: [UpdateImageMemberInput!]!) {
  updateImageMembers(input: { members: $members }) {
    __typename
    ... on UpdateImageMembersPayload {
      updatedCount failedCount
      results {
        imageId memberId result { __typename ... on UpdateImageMemberSuccess { imageMember { status } } ${ERROR} }
      }
    }
    ... on ImageInputError { code issues { path message } }
  }
}`;

interface Pair {
  readonly imageId: string;
  readonly memberId: string;
}

const toMember = (index: number): string => `project-${index}`;
const toPairs = (count: number, image = 1): readonly Pair[] =>
  Array.from({ length: count }, (_, index) => ({ imageId: toImageId(image), memberId: toMember(index) }));
const toPair = ({ imageId, memberId }: Pair): Pair => ({ imageId, memberId });
const removed = (pair: Pair) => ({
  ...toPair(pair),
  result: { __typename: 'RemoveImageMemberSuccess', memberId: pair.memberId },
});
const removals = (removedCount: number, failedCount: number, results: readonly unknown[]) => ({
  removeImageMembers: { __typename: 'RemoveImageMembersPayload', removedCount, failedCount, results },
});
const updated = (pair: Pair, status: string) => ({
  ...toPair(pair),
  result: { __typename: 'UpdateImageMemberSuccess', imageMember: { status } },
});
const updates = (updatedCount: number, failedCount: number, results: readonly unknown[]) => ({
  updateImageMembers: { __typename: 'UpdateImageMembersPayload', updatedCount, failedCount, results },
});
const withMembers = (count: number) => () => ({
  members: Array.from({ length: count }, (_, index) => ({ project: toMember(index) })),
});

describe('removeImageMembers', () => {
  it('removes 50 members of one image in input order, eight at a time, with one look at the list of members', async () => {
    const { recorder, run } = await startReads(createImages(1, withMembers(50)));
    const members = toPairs(50);

    expect(await run(REMOVE, { members })).toEqual({ data: removals(50, 0, members.map(removed)) });
    const [list, ...deletes] = recorder.calls;
    expect([list?.method, list?.url]).toEqual(['GET', `/v2/images/${toImageId(1)}/members`]);
    // The second DELETE of each member says that no row is left.
    expect(deletes.map(({ method }) => method)).toEqual(Array.from({ length: 100 }, () => 'DELETE'));
    expect(recorder.mostAtOnce).toBeLessThanOrEqual(8);
  });

  it('looks at the membership alone where one member of an image is removed, as removeImageMember does', async () => {
    const { recorder, run } = await startReads(createImages(1, withMembers(2)));
    const [pair] = toPairs(1);

    expect(await run(REMOVE, { members: [pair] })).toMatchObject({ data: { removeImageMembers: { removedCount: 1 } } });
    const member = `/v2/images/${toImageId(1)}/members/project-0`;
    expect(recorder.calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${member}`,
      `DELETE ${member}`,
      `DELETE ${member}`,
    ]);
  });

  it('removes the members also where the list of members fails', async () => {
    const { recorder, run } = await startReads(createImages(1, withMembers(2)), {
      intercept: (call, forward) =>
        call.url.endsWith('/members') ? Promise.resolve({ status: 500, body: '{}' }) : forward(),
    });
    const members = toPairs(2);

    expect(await run(REMOVE, { members })).toEqual({ data: removals(2, 0, members.map(removed)) });
    expect(recorder.calls.filter(({ method }) => method === 'GET').length).toBe(3);
  });

  it('removes what it may and refuses the rest on its own', async () => {
    const { run } = await startReads(createImages(1, withMembers(1)));
    const [member, unknown] = toPairs(2);
    const bad = { imageId: toImageId(1), memberId: 'a/b' };

    expect(await run(REMOVE, { members: [unknown, bad, member] })).toMatchObject({
      data: removals(1, 2, [
        {
          memberId: 'project-1',
          result: { __typename: 'ImageMemberNotFoundError', code: 'MEMBER_NOT_FOUND', upstreamStatus: 404 },
        },
        {
          memberId: 'a/b',
          result: {
            __typename: 'ImageInputError',
            code: 'INVALID_INPUT',
            issues: [{ path: ['input', 'members', '1', 'memberId'] }],
          },
        },
        { memberId: 'project-0', result: { __typename: 'RemoveImageMemberSuccess' } },
      ]),
    });
  });

  it('sends a pair that is given twice once, and returns a result for both', async () => {
    const { recorder, run } = await startReads(createImages(1, withMembers(1)));
    const [pair] = toPairs(1);

    expect(await run(REMOVE, { members: [pair, pair] })).toMatchObject({
      data: { removeImageMembers: { removedCount: 2, failedCount: 0 } },
    });
    expect(recorder.calls.filter(({ method }) => method === 'DELETE').length).toBe(2);
  });

  it('sends nothing more after the token is refused', async () => {
    const { recorder, run } = await startReads(createImages(1, withMembers(50)), {
      intercept: async () => ({ status: 401, body: '{}' }),
    });
    const members = toPairs(50);

    expect(await run(REMOVE, { members })).toEqual({
      data: removals(
        0,
        50,
        members.map((pair) => ({ ...pair, result: null })),
      ),
      errors: members.map((_pair, index) =>
        expect.objectContaining({
          path: ['removeImageMembers', 'results', index, 'result'],
          extensions: expect.objectContaining({ code: 'UNAUTHENTICATED', retryable: false }),
        }),
      ),
    });
    expect(recorder.calls.length).toBeLessThanOrEqual(9);
  });

  it.each([0, 51])('refuses %i pairs without a call', async (count) => {
    const { recorder, run } = await startReads(createImages(1));
    const issues = [{ path: ['input', 'members'], message: 'Between 1 and 50 pairs must be given.' }];

    expect(await run(REMOVE, { members: toPairs(count) })).toEqual({
      data: { removeImageMembers: { __typename: 'ImageInputError', code: 'INVALID_INPUT', issues } },
    });
    expect(recorder.calls).toEqual([]);
  });
});

describe('updateImageMembers', () => {
  const shared = () => ({ members: [{ project: 'beta' }] });
  const toDecisions = (count: number, status: string) =>
    Array.from({ length: count }, (_, index) => ({ imageId: toImageId(index + 1), memberId: BETA, status }));

  it('stores 50 decisions in input order, eight at a time, with one call for each', async () => {
    const { recorder, run } = await startReads(createImages(50, shared));
    const members = toDecisions(50, 'ACCEPTED');

    expect(await run(UPDATE, { members }, 'beta')).toEqual({
      data: updates(
        50,
        0,
        members.map((pair) => updated(pair, 'ACCEPTED')),
      ),
    });
    expect(recorder.calls.map(({ method }) => method)).toEqual(members.map(() => 'PUT'));
    expect(recorder.mostAtOnce).toBeLessThanOrEqual(8);
  });

  it('sends a decision that is given twice once, and refuses a second decision about the same pair', async () => {
    const { recorder, run } = await startReads(createImages(2, shared));
    const [first, second] = toDecisions(2, 'REJECTED');
    const other = { ...first, memberId: BETA.toUpperCase(), status: 'ACCEPTED' };
    const message = 'This pair stands in the input before with another decision, and only the first one is stored.';

    expect(await run(UPDATE, { members: [first, first, other, second] }, 'beta')).toEqual({
      data: updates(3, 1, [
        { imageId: toImageId(1), memberId: BETA, result: updated({ imageId: '', memberId: '' }, 'REJECTED').result },
        { imageId: toImageId(1), memberId: BETA, result: updated({ imageId: '', memberId: '' }, 'REJECTED').result },
        {
          imageId: toImageId(1),
          memberId: BETA.toUpperCase(),
          result: {
            __typename: 'ImageInputError',
            code: 'INVALID_INPUT',
            upstreamStatus: null,
            issues: [{ path: ['input', 'members', '2', 'status'], message }],
          },
        },
        { imageId: toImageId(2), memberId: BETA, result: updated({ imageId: '', memberId: '' }, 'REJECTED').result },
      ]),
    });
    expect(recorder.calls.map(({ method, url }) => `${method} ${url.split('/')[3]}`)).toEqual([
      `PUT ${toImageId(1)}`,
      `PUT ${toImageId(2)}`,
    ]);
  });

  it('refuses what the owner may not decide, and goes on with the others', async () => {
    const { run } = await startReads(createImages(1, () => ({ members: [{ project: 'beta' }, { project: 'alpha' }] })));
    const members = [BETA, 'nobody', ALPHA].map((memberId) => ({
      imageId: toImageId(1),
      memberId,
      status: 'ACCEPTED',
    }));

    expect(await run(UPDATE, { members }, 'beta')).toMatchObject({
      data: updates(1, 2, [
        { memberId: BETA, result: { __typename: 'UpdateImageMemberSuccess' } },
        { memberId: 'nobody', result: { __typename: 'ImageMemberNotFoundError' } },
        { memberId: ALPHA, result: { __typename: 'ImageMemberNotFoundError' } },
      ]),
    });
  });
});
