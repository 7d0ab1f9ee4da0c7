import { describe, expect, it } from 'vitest';
import { createGate, type Intercept } from '../../support/recorder.ts';
import { BETA, createImages, startReads, toImageId } from '../../support/startReads.ts';

const BULK = `mutation ($members: [AddImageMemberInput!]!) {
  addImageMembers(input: { members: $members }) {
    __typename
    ... on AddImageMembersPayload {
      addedCount
      failedCount
      results {
        imageId
        memberId
        result {
          __typename
          ... on AddImageMemberSuccess { imageMember { imageId memberId } }
          ... on ImageServiceError { code upstreamStatus }
        }
      }
    }
    ... on ImageInputError { code issues { path message } }
  }
}`;
const ADD = `mutation ($imageId: ID!, $memberId: ID!) {
  addImageMember(input: { imageId: $imageId, memberId: $memberId }) {
    __typename
    ... on AddImageMemberSuccess { imageMember { status } }
  }
}`;

interface Pair {
  readonly imageId: string;
  readonly memberId: string;
}

const toPairs = (count: number, image = 1): readonly Pair[] =>
  Array.from({ length: count }, (_, index) => ({ imageId: toImageId(image), memberId: `project-${index}` }));
const added = (pair: Pair) => ({ ...pair, result: { __typename: 'AddImageMemberSuccess', imageMember: pair } });
const payload = (addedCount: number, failedCount: number, results: readonly unknown[]) => ({
  addImageMembers: { __typename: 'AddImageMembersPayload', addedCount, failedCount, results },
});

describe('addImageMembers', () => {
  it('adds 50 pairs in input order, eight at a time', async () => {
    const { recorder, run } = await startReads(createImages(2));
    const members = [...toPairs(25, 2), ...toPairs(25, 1)];

    expect(await run(BULK, { members })).toEqual({ data: payload(50, 0, members.map(added)) });
    expect(recorder.calls.length).toBe(50);
    expect(recorder.mostAtOnce).toBeLessThanOrEqual(8);
  });

  it('refuses 51 pairs without a call', async () => {
    const { recorder, run } = await startReads(createImages(1));
    const issues = [{ path: ['input', 'members'], message: 'Between 1 and 50 pairs must be given.' }];

    expect(await run(BULK, { members: toPairs(51) })).toEqual({
      data: { addImageMembers: { __typename: 'ImageInputError', code: 'INVALID_INPUT', issues } },
    });
    expect(recorder.calls).toEqual([]);
  });

  it('sends one POST for a pair that is given twice, and returns a result for both', async () => {
    const { recorder, run } = await startReads(createImages(1));
    const pair = { imageId: toImageId(1), memberId: BETA };

    expect(await run(BULK, { members: [pair, pair, pair] })).toEqual({
      data: payload(3, 0, [added(pair), added(pair), added(pair)]),
    });
    expect(recorder.calls.map(({ method }) => method)).toEqual(['POST']);
  });

  it('sends nothing more after the token is refused', async () => {
    const { recorder, run } = await startReads(createImages(1), {
      intercept: async () => ({ status: 401, body: '{}' }),
    });
    const members = toPairs(50);

    expect(await run(BULK, { members })).toEqual({
      data: payload(
        0,
        50,
        members.map((pair) => ({ ...pair, result: null })),
      ),
      errors: members.map((_pair, index) =>
        expect.objectContaining({
          path: ['addImageMembers', 'results', index, 'result'],
          extensions: expect.objectContaining({ code: 'UNAUTHENTICATED', retryable: false }),
        }),
      ),
    });
    expect(recorder.calls.length).toBeLessThanOrEqual(8);
  });

  it('reads from one list which projects are members of an image at its quota already', async () => {
    const members = ['project-21', 'project-22'].map((project) => ({ project }));
    const { recorder, run } = await startReads(
      createImages(1, () => ({ members })),
      { memberQuota: 2 },
    );
    const pairs = toPairs(30, 1);
    const exists = pairs.filter(({ memberId }) => members.some(({ project }) => project === memberId));
    expect(exists.length).toBe(2);

    expect(await run(BULK, { members: pairs })).toEqual({
      data: payload(
        0,
        30,
        pairs.map((pair) => ({
          ...pair,
          result: exists.includes(pair)
            ? { __typename: 'ImageMemberExistsError', code: 'MEMBER_ALREADY_EXISTS', upstreamStatus: null }
            : {
                __typename: 'ImageMemberLimitError',
                code: 'MEMBER_LIMIT_EXCEEDED',
                upstreamStatus: expect.toBeOneOf([413, null]),
              },
        })),
      ),
    });
    const lists = recorder.calls.filter(({ method, url }) => method === 'GET' && url.endsWith('/members'));
    expect(lists.length).toBe(1);
  });

  it('sends nothing more for an image at its quota, and goes on with others', async () => {
    const { recorder, run } = await startReads(createImages(2), {
      memberQuota: 10,
      intercept: (call, forward) =>
        call.method === 'POST' && call.url.includes(toImageId(1))
          ? Promise.resolve({ status: 413, body: '{"message": "Attempted: 11, Maximum: 10:"}' })
          : forward(),
    });
    const [full, open] = [toPairs(40, 1), toPairs(10, 2)];

    expect(await run(BULK, { members: [...full, ...open] })).toEqual({
      data: payload(10, 40, [
        ...full.map((pair) => ({
          ...pair,
          result: {
            __typename: 'ImageMemberLimitError',
            code: 'MEMBER_LIMIT_EXCEEDED',
            upstreamStatus: expect.toBeOneOf([413, null]),
          },
        })),
        ...open.map(added),
      ]),
    });
    const posts = recorder.calls.filter(({ method }) => method === 'POST').map(({ url }) => url);
    expect(posts.filter((url) => url.includes(toImageId(1))).length).toBeLessThanOrEqual(8);
    expect(posts.filter((url) => url.includes(toImageId(2))).length).toBe(10);
  });
});

describe('addImageMember', () => {
  const variables = { imageId: toImageId(1), memberId: BETA };
  /** Holds the first POST until it is let go. */
  function createHold(): { intercept: Intercept; methods: readonly string[]; letGo: () => void } {
    const barrier = createGate();
    const methods: string[] = [];
    return {
      methods,
      letGo: barrier.open,
      async intercept({ method }, forward) {
        methods.push(method);
        if (method === 'POST') await barrier.opened;
        return forward();
      },
    };
  }
  const success = {
    data: { addImageMember: { __typename: 'AddImageMemberSuccess', imageMember: { status: 'PENDING' } } },
  };

  it('shares one POST between identical calls that are under way', async () => {
    const { intercept, methods, letGo } = createHold();
    const { recorder, run, countRunning } = await startReads(createImages(2), { intercept });

    const adds = [run(ADD, variables), run(ADD, variables)];
    await expect.poll(countRunning).toBe(2);
    expect(methods).toEqual(['POST']);
    letGo();
    expect(await Promise.all(adds)).toEqual([success, success]);
    expect(recorder.calls.map(({ method }) => method)).toEqual(['POST']);
  });

  it('lets another caller of the same pair wait for its turn', async () => {
    const { intercept, methods, letGo } = createHold();
    const { recorder, run, countRunning } = await startReads(createImages(2), { intercept });

    const first = run(ADD, variables);
    await expect.poll(() => methods).toEqual(['POST']);
    const second = run(ADD, variables, 'admin');
    // The token of the second caller is new, so a look at the membership proves it before it waits.
    await expect.poll(() => methods).toEqual(['POST', 'GET']);
    expect(await countRunning()).toBe(2);
    letGo();
    expect(await first).toEqual(success);
    expect(await second).toEqual({ data: { addImageMember: { __typename: 'ImageMemberExistsError' } } });
    expect(recorder.calls.filter(({ method }) => method === 'POST').map(({ token }) => token)).toEqual([
      'token-of-project-alpha',
      'token-of-project-admin',
    ]);
  });
});
