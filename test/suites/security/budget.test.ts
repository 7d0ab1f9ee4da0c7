import { describe, expect, it } from 'vitest';
import { ENGINES, IMAGE, startBudgetLab, times, toExcess, toId, toJson, toMember } from './support/budgetLab.ts';
import { toImageRow } from '../../support/imageRow.ts';
import type { UpstreamResponse } from '../../support/scriptedUpstream.ts';

const NOT_FOUND: UpstreamResponse = { status: 404, body: '' };
const BAD_TOKEN: UpstreamResponse = { status: 401, body: '' };

const toAdd = (index: number): string =>
  `a${index}: addImageMember(input: { imageId: "${toId(index)}", memberId: "p" }) { __typename }`;
const ADDED = { __typename: 'AddImageMemberSuccess' };

describe.each(ENGINES)('the calls of an operation, with %o', (engine) => {
  const members = `{ ${times(5, (i) => `m${i}: imageMember(imageId: "${toId(i)}", memberId: "p") { status }`)} }`;

  it('are refused beyond LIMIT_CALLS, each field at its path', async () => {
    const { ask, calls } = await startBudgetLab({ ...engine, LIMIT_CALLS: '3' }, () => toJson(toMember('p')));
    expect(await ask(members)).toEqual({
      status: 200,
      body: {
        data: { m0: { status: 'PENDING' }, m1: { status: 'PENDING' }, m2: { status: 'PENDING' }, m3: null, m4: null },
        errors: [toExcess('calls', 3, ['m3']), toExcess('calls', 3, ['m4'])],
      },
    });
    expect(calls()).toEqual([0, 1, 2].map((index) => `GET /v2/images/${toId(index)}/members/p`));
  });

  it('are counted for each operation by itself', async () => {
    const { ask, calls } = await startBudgetLab({ ...engine, LIMIT_CALLS: '5' }, () => toJson(toMember('p')));
    for (let index = 0; index < 3; index += 1) expect(Object((await ask(members)).body).errors).toBeUndefined();
    expect(calls()).toHaveLength(15);
  });

  it('are counted when they are repeated', async () => {
    const { ask, calls } = await startBudgetLab({ ...engine, LIMIT_CALLS: '2' }, () => ({
      status: 503,
      body: '',
      headers: { 'retry-after': '0' },
    }));
    const { body } = await ask(`{ image(id: "${IMAGE}") { name } }`);
    expect(body).toEqual({ data: { image: null }, errors: [toExcess('calls', 2, ['image'])] });
    expect(calls()).toHaveLength(2);
  });

  it('are counted where a list is read through, as an inbox is', async () => {
    const images = Array.from({ length: 100 }, (_, index) => toImageRow(toId(index), 'an image'));
    const { ask, calls } = await startBudgetLab(engine, ({ url }) =>
      url.includes('/members/') ? NOT_FOUND : toJson({ images, first: '/v2/images', next: '/v2/x' }),
    );
    const inbox = 'images(first: 1, filter: { sharedWith: { projectId: "p" } }) { nodes { id } }';
    const { status, body } = await ask(`{ ${times(20, (i) => `i${i}: ${inbox}`)} }`);
    expect(status).toBe(200);
    expect(new Set(Object(body).errors.map((error: { message: string }) => error.message))).toEqual(
      new Set(['The operation is too complex: it exceeds the limit of 1000 for calls.']),
    );
    expect(calls()).toHaveLength(1000);
  });

  it('wait for a connection no longer than the operation may take', async () => {
    let open = true;
    const { ask, calls } = await startBudgetLab(
      { ...engine, GLANCE_CONNECTIONS: '1', OPERATION_TIMEOUT_MS: '300' },
      () => (open ? ((open = false), toJson(toMember('p'))) : new Promise(() => {})),
    );
    const { status, body } = await ask(members);
    expect(status).toBe(200);
    expect(Object(body).data).toEqual({ m0: { status: 'PENDING' }, m1: null, m2: null, m3: null, m4: null });
    expect(Object(body).errors).toEqual(
      [1, 2, 3, 4].map((index) => ({
        message: 'The image service did not respond in time.',
        path: [`m${index}`],
        locations: [expect.any(Object)],
        extensions: expect.objectContaining({ code: 'UPSTREAM_TIMEOUT' }),
      })),
    );
    expect(calls()).toHaveLength(2);
  });
});

describe.each(ENGINES)('the writes of an operation, with %o', (engine) => {
  it('do not begin beyond LIMIT_CALLS, and the others are answered', async () => {
    const { ask, calls } = await startBudgetLab({ ...engine, LIMIT_CALLS: '2' }, () => toJson(toMember('p')));
    expect(await ask(`mutation { ${times(3, toAdd)} }`)).toEqual({
      status: 200,
      body: { data: { a0: ADDED, a1: ADDED, a2: null }, errors: [toExcess('calls', 2, ['a2'])] },
    });
    expect(calls()).toEqual([`POST /v2/images/${toId(0)}/members`, `POST /v2/images/${toId(1)}/members`]);
  });

  it('do not begin beyond LIMIT_CALLS within a bulk, which tells it for each pair', async () => {
    const { ask, calls } = await startBudgetLab({ ...engine, LIMIT_CALLS: '2' }, () => toJson(toMember('p')));
    const pairs = times(4, (i) => `{ imageId: "${toId(i)}", memberId: "p" }`);
    const { body } = await ask(
      `mutation { addImageMembers(input: { members: [${pairs}] }) {
         ... on AddImageMembersPayload { addedCount failedCount results { result { __typename } } }
       } }`,
    );
    const results = [{ result: ADDED }, { result: ADDED }, { result: null }, { result: null }];
    expect(body).toEqual({
      data: { addImageMembers: { addedCount: 2, failedCount: 2, results } },
      errors: [2, 3].map((index) => toExcess('calls', 2, ['addImageMembers', 'results', index, 'result'])),
    });
    expect(calls()).toHaveLength(2);
  });

  it('are looked after however many calls that takes, and what is read beside them is refused', async () => {
    const { ask, calls } = await startBudgetLab({ ...engine, LIMIT_CALLS: '1' }, ({ method }) =>
      method === 'GET' ? toJson(toMember('p', 'accepted')) : { status: 502, body: '' },
    );
    const query = `mutation { updateImageMember(input: { imageId: "${IMAGE}", memberId: "p", status: ACCEPTED }) {
      ... on UpdateImageMemberSuccess { imageMember { status image { name } } }
    } }`;
    expect((await ask(query)).body).toEqual({
      data: { updateImageMember: { imageMember: { status: 'ACCEPTED', image: null } } },
      errors: [toExcess('calls', 1, ['updateImageMember', 'imageMember', 'image'])],
    });
    const path = `/v2/images/${IMAGE}/members/p`;
    expect(calls()).toEqual([`PUT ${path}`, `GET ${path}`, `PUT ${path}`]);
  });

  it('are deleted to the end, and looked after, beyond LIMIT_CALLS', async () => {
    let rows = 3;
    const { ask, calls } = await startBudgetLab({ ...engine, LIMIT_CALLS: '1' }, ({ method }) => {
      if (method === 'GET') return NOT_FOUND;
      rows -= 1;
      return rows < 0 ? NOT_FOUND : { status: 204, body: '' };
    });
    const remove = (id: string): string =>
      `${id}: removeImageMember(input: { imageId: "${IMAGE}", memberId: "${id}" }) { __typename }`;
    expect((await ask(`mutation { ${remove('p')} ${remove('q')} }`)).body).toEqual({
      data: { p: { __typename: 'RemoveImageMemberSuccess' }, q: null },
      errors: [toExcess('calls', 1, ['q'])],
    });
    const path = `/v2/images/${IMAGE}/members/p`;
    expect(calls()).toEqual([`GET ${path}`, ...Array.from({ length: 4 }, () => `DELETE ${path}`)]);
  });

  it('have one list of members for an image at its quota, beyond LIMIT_CALLS as well', async () => {
    const { ask, calls } = await startBudgetLab({ ...engine, LIMIT_CALLS: '8' }, ({ method, url }) => {
      if (method === 'POST') return { status: 413, body: '' };
      return url.endsWith('/members') ? toJson({ members: [toMember('p9')] }) : NOT_FOUND;
    });
    const pairs = times(10, (i) => `{ imageId: "${IMAGE}", memberId: "p${i}" }`);
    const { body } = await ask(
      `mutation { addImageMembers(input: { members: [${pairs}] }) {
         ... on AddImageMembersPayload { results { result { __typename } } }
       } }`,
    );
    const full = { result: { __typename: 'ImageMemberLimitError' } };
    const exists = { result: { __typename: 'ImageMemberExistsError' } };
    expect(body).toEqual({
      data: { addImageMembers: { results: [...Array.from({ length: 9 }, () => full), exists] } },
    });
    expect(calls().filter((call) => call === `GET /v2/images/${IMAGE}/members`)).toHaveLength(1);
  });

  it('are not sent after the token was refused', async () => {
    const { ask, calls } = await startBudgetLab(engine, () => BAD_TOKEN);
    const { body } = await ask(`mutation { ${times(3, toAdd)} }`);
    expect(Object(body).data).toEqual({ a0: null, a1: null, a2: null });
    const codes = Object(body).errors.map((error: { extensions: { code: string } }) => error.extensions.code);
    expect(codes).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED']);
    expect(calls()).toEqual([`POST /v2/images/${toId(0)}/members`]);
  });
});
