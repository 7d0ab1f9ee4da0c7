import { describe, expect, it } from 'vitest';
import type { Intercept } from '../../support/recorder.ts';
import { BETA, createImages, startReads, toImageId } from '../../support/startReads.ts';

const ERROR = `... on ImageServiceError { code upstreamStatus } ... on ImageInputError { issues { path message } }
  ... on ImageUpstreamError { outcome } ... on ImageForbiddenError { reason }`;
const SET = `mutation ($input: SetImageMembersInput!) {
  setImageMembers(input: $input) {
    __typename
    ... on SetImageMembersPayload {
      dryRun
      added { imageId memberId result { __typename ... on AddImageMemberSuccess { imageMember { status } } ${ERROR} } }
      removed { imageId memberId result { __typename ... on RemoveImageMemberSuccess { memberId } ${ERROR} } }
      kept { memberId status }
    }
    ${ERROR}
  }
}`;

const IMAGE = toImageId(1);
const item = (memberId: string, result: unknown = null) => ({ imageId: IMAGE, memberId, result });
const added = (memberId: string) =>
  item(memberId, { __typename: 'AddImageMemberSuccess', imageMember: { status: 'PENDING' } });
const removed = (memberId: string) => item(memberId, { __typename: 'RemoveImageMemberSuccess', memberId });
const payload = (parts: { added?: unknown[]; removed?: unknown[]; kept?: string[]; dryRun?: boolean }) => ({
  data: {
    setImageMembers: {
      __typename: 'SetImageMembersPayload',
      dryRun: false,
      added: [],
      removed: [],
      ...parts,
      kept: (parts.kept ?? []).map((memberId) => ({ memberId, status: 'PENDING' })),
    },
  },
});
const refused = (issues: readonly unknown[]) => ({
  data: { setImageMembers: { __typename: 'ImageInputError', code: 'INVALID_INPUT', upstreamStatus: null, issues } },
});

async function start(members: readonly string[], intercept?: Intercept, image: object = {}) {
  const images = createImages(1, () => ({ members: members.map((project) => ({ project })), ...image }));
  const reads = await startReads(images, intercept ? { intercept } : {});
  return {
    calls: () => reads.recorder.calls.map(({ method, url }) => `${method} ${url.replace(`/v2/images/${IMAGE}`, '')}`),
    writes: () => reads.recorder.calls.filter(({ method }) => method !== 'GET'),
    set: (memberIds: readonly string[], more: object = {}, as: 'alpha' | 'beta' | 'admin' = 'alpha') =>
      reads.run(SET, { input: { imageId: IMAGE, memberIds, ...more } }, as),
  };
}

describe('setImageMembers', () => {
  it('removes what is too much, then adds what is missing, and keeps the rest', async () => {
    const { set, calls } = await start(['p1', 'p2', 'p3']);
    expect(await set(['p4', 'p2', 'p5'], { confirmRemovals: 2 })).toEqual(
      payload({ added: [added('p4'), added('p5')], removed: [removed('p1'), removed('p3')], kept: ['p2'] }),
    );
    const [list, ...others] = calls();
    expect(list).toBe('GET /members');
    expect(others.slice(0, 4).map((call) => call.slice(0, 6))).toEqual(Array.from({ length: 4 }, () => 'DELETE'));
    expect(others.slice(4)).toEqual(['POST /members', 'POST /members']);
  });

  it('says with dryRun what would be done, without confirmRemovals, and does nothing', async () => {
    const { set, calls } = await start(['p1', 'p2']);
    expect(await set(['p2', 'p3'], { dryRun: true })).toEqual(
      payload({ dryRun: true, added: [item('p3')], removed: [item('p1')], kept: ['p2'] }),
    );
    expect(calls()).toEqual(['GET /members']);
  });

  it('has nothing to do when it is repeated', async () => {
    const { set, calls } = await start(['p1', 'p2']);
    expect(await set(['p2', 'p1', 'p2'])).toEqual(payload({ kept: ['p1', 'p2'] }));
    expect(calls()).toEqual(['GET /members']);
  });

  it.each([
    [{}, 3, 0],
    [{ confirmRemovals: 2 }, 3, 2],
    [{ confirmRemovals: null }, 3, 0],
  ])('refuses more removals than confirmRemovals allows before anything is done: %o', async (more, count, most) => {
    const { set, calls } = await start(['p1', 'p2', 'p3']);
    const message = `This needs ${count} removals, which end the access of projects, and at most ${most} may happen. Nothing was changed: confirm with confirmRemovals: ${count}.`;
    expect(await set(['p4'], more)).toEqual(refused([{ path: ['input', 'confirmRemovals'], message }]));
    expect(calls()).toEqual(['GET /members']);
  });

  it('ends all sharing for an empty list with confirmRemovals', async () => {
    const { set } = await start(['p1', 'p2']);
    expect(await set([], { confirmRemovals: 5 })).toEqual(payload({ removed: [removed('p1'), removed('p2')] }));
  });

  it('keeps a member whose ID could not be added, and refuses such an ID that is no member before anything is done', async () => {
    const { set, writes } = await start(['a name', 'p1']);
    expect(await set(['a name', 'p2'], { confirmRemovals: 1 })).toEqual(
      payload({ added: [added('p2')], removed: [removed('p1')], kept: ['a name'] }),
    );
    const before = writes().length;
    const message =
      'The member ID must be a project ID: letters, digits, "-" and "_", beginning with a letter or digit, at most 64.';
    expect(await set(['p3', 'another name'], { confirmRemovals: 9 })).toEqual(
      refused([{ path: ['input', 'memberIds', '1'], message }]),
    );
    expect(writes().length).toBe(before);
  });

  it('says of a member whose ID no path can have that it cannot be removed', async () => {
    const { set } = await start(['é', 'p1']);
    const message = 'The image service cannot update or remove a member whose ID has characters beyond ASCII.';
    const notRemovable = {
      __typename: 'ImageInputError',
      code: 'INVALID_INPUT',
      upstreamStatus: null,
      issues: [{ path: null, message }],
    };
    expect(await set([], { confirmRemovals: 2 })).toEqual(
      payload({ removed: [item('é', notRemovable), removed('p1')] }),
    );
  });

  it.each([
    ['129 projects', { memberIds: Array.from({ length: 129 }, (_, index) => `p${index}`) }, ['input', 'memberIds']],
    ['an ID with a slash', { memberIds: ['p1', 'a/b'] }, ['input', 'memberIds', '1']],
    ['an image ID that is none', { imageId: 'x' }, ['input', 'imageId']],
    ['a negative number of removals', { confirmRemovals: -1 }, ['input', 'confirmRemovals']],
  ])('refuses %s without a call', async (_what, input, path) => {
    const { set, calls } = await start([]);
    expect(await set([], input)).toEqual(refused([{ path, message: expect.any(String) }]));
    expect(calls()).toEqual([]);
  });

  it('never takes the one membership that a member sees for the whole list', async () => {
    const { set, writes } = await start(['beta', 'p1', 'p2']);
    const forbidden = { __typename: 'ImageForbiddenError', code: 'FORBIDDEN', reason: 'NOT_OWNER' };
    for (const memberIds of [[], ['p3'], [BETA, 'p3']]) {
      expect(await set(memberIds, { confirmRemovals: 128 }, 'beta')).toMatchObject({
        data: { setImageMembers: forbidden },
      });
    }
    expect(await set(['p3'], { dryRun: true }, 'beta')).toMatchObject({ data: { setImageMembers: forbidden } });
    expect(writes()).toEqual([]);
  });

  it('takes the list of an owner with one member for the whole list', async () => {
    const { set } = await start(['p1']);
    expect(await set(['p2'], { confirmRemovals: 1 })).toEqual(
      payload({ added: [added('p2')], removed: [removed('p1')] }),
    );
  });

  it('says that a private image is not shared, and that an image is not there', async () => {
    const { set, writes } = await start(['p1', 'p2'], undefined, { visibility: 'private' });
    const not = (fields: object) => ({ data: { setImageMembers: fields } });
    expect(await set(['p3'])).toMatchObject(
      not({ __typename: 'ImageForbiddenError', code: 'FORBIDDEN', reason: 'IMAGE_NOT_SHARED' }),
    );
    expect(await set(['p3'], { imageId: toImageId(9) })).toEqual(
      not({ __typename: 'ImageNotFoundError', code: 'IMAGE_NOT_FOUND', upstreamStatus: 404 }),
    );
    expect(writes()).toEqual([]);
  });

  it('changes nothing where the list has a row that cannot be read', async () => {
    const { set, writes } = await start(['p1', 'p2'], async (call, forward) => {
      const answer = await forward();
      if (!call.url.endsWith('/members')) return answer;
      return { ...answer, body: answer.body.replace('"p2"', 'null') };
    });
    expect(await set(['p1', 'p3'], { confirmRemovals: 128 })).toEqual({
      data: {
        setImageMembers: {
          __typename: 'ImageUpstreamError',
          code: 'UPSTREAM_PROTOCOL_ERROR',
          upstreamStatus: 200,
          outcome: 'NOT_APPLIED',
        },
      },
    });
    expect(writes()).toEqual([]);
  });

  it('says UNAUTHENTICATED at the field for a token that is refused at the list', async () => {
    const { set, writes } = await start(['p1'], async () => ({ status: 401, body: '{}' }));
    expect(await set(['p2'])).toEqual({
      data: { setImageMembers: null },
      errors: [
        expect.objectContaining({
          path: ['setImageMembers'],
          extensions: expect.objectContaining({ code: 'UNAUTHENTICATED' }),
        }),
      ],
    });
    expect(writes()).toEqual([]);
  });

  it('sends no add after a token that is refused at a removal', async () => {
    const { set, writes } = await start(['p1', 'p2'], (call, forward) =>
      call.method === 'GET' ? forward() : Promise.resolve({ status: 401, body: '{}' }),
    );
    expect(await set(['p3', 'p4'], { confirmRemovals: 2 })).toEqual({
      ...payload({ added: [item('p3'), item('p4')], removed: [item('p1'), item('p2')] }),
      errors: ['added', 'removed'].flatMap((list) =>
        [0, 1].map((index) =>
          expect.objectContaining({
            path: ['setImageMembers', list, index, 'result'],
            extensions: expect.objectContaining({ code: 'UNAUTHENTICATED' }),
          }),
        ),
      ),
    });
    expect(writes().map(({ method }) => method)).not.toContain('POST');
  });
});
