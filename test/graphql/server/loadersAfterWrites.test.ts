import { describe, expect, it, onTestFinished } from 'vitest';
import { startEmbeddedGlance } from '../../../src/embedded/server.ts';
import { startRecorder, type Recorder } from '../../support/recorder.ts';
import { startGateway, type Gateway } from '../../support/gateway.ts';
import { IMAGE_IDS } from '../../support/rows/images.ts';

const [OWNER, B, C, D] = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(32)) as [string, string, string, string];
const [IMAGE = '', OTHER = ''] = IMAGE_IDS;

/** The whole of what can be read below a membership. */
const NESTED = `imageMember {
  memberId
  image { members { memberId status } again: members { memberId } b: member(memberId: "${B}") { status } }
}`;

async function start(compileAfter: string, memberQuota = 128): Promise<{ recorder: Recorder; gateway: Gateway }> {
  const glance = await startEmbeddedGlance({
    memberQuota,
    seed: {
      projects: { owner: OWNER, b: B, c: C, d: D },
      tokens: {
        owner: { token: 'token-of-the-owner', project: 'owner', roles: ['member'] },
        b: { token: 'token-of-project-b', project: 'b', roles: ['member'] },
      },
      images: [IMAGE, OTHER].map((id) => ({ id, name: 'image', owner: 'owner' })),
    },
  });
  onTestFinished(glance.stop);
  const recorder = await startRecorder(glance.url);
  return { recorder, gateway: await startGateway({ endpoint: recorder.url, env: { COMPILE_AFTER: compileAfter } }) };
}

async function run(gateway: Gateway, query: string, token = 'token-of-the-owner'): Promise<unknown> {
  return (await gateway.post(query, {}, { 'x-auth-token': token })).body;
}

const add = (alias: string, memberId: string, imageId = IMAGE): string =>
  `${alias}: addImageMember(input: { imageId: "${imageId}", memberId: "${memberId}" }) {
    __typename
    ... on AddImageMemberSuccess { ${NESTED} }
    ... on ImageMemberExistsError { existingImageMember { memberId image { members { memberId status } } } }
  }`;
const remove = (alias: string, memberId: string): string =>
  `${alias}: removeImageMember(input: { imageId: "${IMAGE}", memberId: "${memberId}" }) { __typename }`;
const update = (alias: string, status: string): string =>
  `${alias}: updateImageMember(input: { imageId: "${IMAGE}", memberId: "${B}", status: ${status} }) {
    ... on UpdateImageMemberSuccess { ${NESTED} }
  }`;
const addMany = (alias: string, members: readonly string[]): string =>
  `${alias}: addImageMembers(input: { members: [${members.map((id) => `{ imageId: "${IMAGE}", memberId: "${id}" }`)}] }) {
    ... on AddImageMembersPayload {
      results { memberId result { __typename ... on AddImageMemberSuccess { ${NESTED} } } }
    }
  }`;

/** What NESTED shows while the image has these members. */
function toNested(memberId: string, members: readonly (readonly [id: string, status: string])[]): unknown {
  const status = members.find(([id]) => id === B)?.[1];
  return {
    memberId,
    image: {
      members: members.map(([id, memberStatus]) => ({ memberId: id, status: memberStatus })),
      again: members.map(([id]) => ({ memberId: id })),
      b: status === undefined ? null : { status },
    },
  };
}

describe.each([
  ['compiled', '1'],
  ['interpreted', '0'],
])('the image in the result of a mutation that follows another one, %s,', (_engine, compileAfter) => {
  it('has every member that was added before, and none that was removed', async () => {
    const { gateway } = await start(compileAfter);
    const mutation = `mutation { ${add('a', B)} ${add('b', C)} ${remove('c', B)} ${add('d', D)} ${add('e', D)} }`;
    for (const _time of ['first', 'second']) {
      expect(await run(gateway, mutation)).toEqual({
        data: {
          a: { __typename: 'AddImageMemberSuccess', imageMember: toNested(B, [[B, 'PENDING']]) },
          b: {
            __typename: 'AddImageMemberSuccess',
            imageMember: toNested(C, [
              [B, 'PENDING'],
              [C, 'PENDING'],
            ]),
          },
          c: { __typename: 'RemoveImageMemberSuccess' },
          d: {
            __typename: 'AddImageMemberSuccess',
            imageMember: toNested(D, [
              [C, 'PENDING'],
              [D, 'PENDING'],
            ]),
          },
          e: {
            __typename: 'ImageMemberExistsError',
            existingImageMember: {
              memberId: D,
              image: { members: [C, D].map((memberId) => ({ memberId, status: 'PENDING' })) },
            },
          },
        },
      });
      await run(gateway, `mutation { ${remove('x', C)} ${remove('y', D)} }`);
    }
  });

  it('has each decision that was made before', async () => {
    const { gateway } = await start(compileAfter);
    await run(gateway, `mutation { ${add('a', B)} }`);
    const statuses = ['ACCEPTED', 'REJECTED', 'PENDING', 'PENDING', 'ACCEPTED'];
    const mutation = `mutation { ${statuses.map((status, index) => update(`u${index}`, status))} }`;
    expect(await run(gateway, mutation, 'token-of-project-b')).toEqual({
      data: Object.fromEntries(
        statuses.map((status, index) => [`u${index}`, { imageMember: toNested(B, [[B, status]]) }]),
      ),
    });
  });

  it('has all that a bulk added, and what came before and after it', async () => {
    const { gateway } = await start(compileAfter);
    const toResults = (ids: readonly string[], members: readonly (readonly [string, string])[]): unknown => ({
      results: ids.map((memberId) => ({
        memberId,
        result: { __typename: 'AddImageMemberSuccess', imageMember: toNested(memberId, members) },
      })),
    });
    const mutation = `mutation { ${add('a', B)} ${addMany('b', [C])} ${remove('c', C)} ${addMany('d', [D])} }`;
    expect(await run(gateway, mutation)).toEqual({
      data: {
        a: { __typename: 'AddImageMemberSuccess', imageMember: toNested(B, [[B, 'PENDING']]) },
        b: toResults(
          [C],
          [
            [B, 'PENDING'],
            [C, 'PENDING'],
          ],
        ),
        c: { __typename: 'RemoveImageMemberSuccess' },
        d: toResults(
          [D],
          [
            [B, 'PENDING'],
            [D, 'PENDING'],
          ],
        ),
      },
    });
  });

  it('is read once for each mutation, however often it asks for it', async () => {
    const { gateway, recorder } = await start(compileAfter);
    await run(gateway, `mutation { ${add('a', B)} ${add('b', B, OTHER)} }`);
    const reads = (id: string): string[] => [
      `POST /v2/images/${id}/members`,
      `GET /v2/images/${id}`,
      `GET /v2/images/${id}/members`,
      `GET /v2/images/${id}/members/${B}`,
    ];
    expect(recorder.calls.map(({ method, url }) => `${method} ${url}`)).toEqual([...reads(IMAGE), ...reads(OTHER)]);
  });

  it('is shared by all pairs of a bulk: one read of each image', async () => {
    const { gateway, recorder } = await start(compileAfter);
    await run(gateway, `mutation { ${addMany('a', [B, C, D])} }`);
    const calls = recorder.calls.map(({ method, url }) => `${method} ${url}`);
    expect(calls.filter((call) => call.startsWith('GET')).sort()).toEqual([
      `GET /v2/images/${IMAGE}`,
      `GET /v2/images/${IMAGE}/members`,
      `GET /v2/images/${IMAGE}/members/${B}`,
    ]);
  });

  it('is read again after a mutation that failed: it may have been done all the same', async () => {
    const { gateway, recorder } = await start(compileAfter);
    const mutation = `mutation { ${add('a', B)} ${remove('b', C)} ${add('c', B)} }`;
    expect(await run(gateway, mutation)).toMatchObject({
      data: { b: { __typename: 'ImageMemberNotFoundError' }, c: { __typename: 'ImageMemberExistsError' } },
    });
    const lists = recorder.calls.filter(({ url }) => url === `/v2/images/${IMAGE}/members`);
    expect(lists.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST', 'GET']);
  });
});

describe('addImageMembers at the quota of an image', () => {
  it('reads its members once for all pairs that were not sent', async () => {
    const { gateway, recorder } = await start('1', 2);
    await run(gateway, `mutation { ${add('a', B)} ${add('b', C)} }`);
    const before = recorder.calls.length;
    const pairs = [D, ...Array.from({ length: 9 }, (_, index) => `e${index}`), B, C, 'e10', 'e11'];
    const body = await run(gateway, `mutation { ${addMany('x', pairs)} }`);
    expect(body).toMatchObject({
      data: {
        x: {
          results: pairs.map((memberId) => ({
            memberId,
            result: {
              __typename: memberId === B || memberId === C ? 'ImageMemberExistsError' : 'ImageMemberLimitError',
            },
          })),
        },
      },
    });
    const calls = recorder.calls.slice(before).map(({ method, url }) => `${method} ${url}`);
    expect(calls.filter((call) => call === `GET /v2/images/${IMAGE}/members`)).toHaveLength(1);
  });
});
