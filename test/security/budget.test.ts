import { describe, expect, it, onTestFinished } from 'vitest';
import type { Environment } from '../../src/config.ts';
import { post, type Answer } from './support/post.ts';
import { startGateway } from './support/startGateway.ts';
import {
  startRecordingGlance,
  toImageText,
  type RecordedAnswer,
  type RecordedRequest,
} from './support/startRecordingGlance.ts';

const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
const TIME = '2026-01-01T00:00:00Z';

const times = (count: number, toText: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => toText(index)).join(' ');
const toId = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const member = (memberId: string, status = 'pending'): object => ({
  image_id: IMAGE,
  member_id: memberId,
  status,
  created_at: TIME,
  updated_at: TIME,
  schema: '/v2/schemas/member',
});
const json = (body: unknown): RecordedAnswer => ({ status: 200, body: JSON.stringify(body) });
const NOT_FOUND: RecordedAnswer = { status: 404, body: '' };
const BAD_TOKEN: RecordedAnswer = { status: 401, body: '' };

interface Lab {
  readonly calls: () => string[];
  ask(query: string, variables?: object): Promise<Answer>;
}

async function start(env: Environment, answer: (request: RecordedRequest) => RecordedAnswer): Promise<Lab> {
  const glance = await startRecordingGlance(answer);
  const gateway = await startGateway({ GLANCE_ENDPOINT: glance.url, ...env });
  onTestFinished(() => gateway.stop());
  return {
    calls: () => glance.requests.map(({ method, url }) => `${method} ${url}`),
    ask: (query, variables = {}) => post(gateway.url, { query, variables }),
  };
}

function excess(limit: string, maximum: number, path?: readonly (string | number)[]): object {
  return {
    message: `The operation is too complex: it exceeds the limit of ${maximum} for ${limit}.`,
    extensions: { code: 'OPERATION_TOO_COMPLEX', retryable: false, limit },
    ...(path ? { path, locations: [expect.any(Object)] } : {}),
  };
}

/** Compiled code and graphql-js itself. */
const ENGINES = [{ COMPILE_AFTER: '1' }, { COMPILE_AFTER: '0' }];

describe.each(ENGINES)('the budget of an operation, with %o', (engine) => {
  const members = `{ ${times(5, (i) => `m${i}: imageMember(imageId: "${toId(i)}", memberId: "p") { status }`)} }`;

  it('refuses the reads that are over LIMIT_UPSTREAM_CALLS, each at its path', async () => {
    const { ask, calls } = await start({ ...engine, LIMIT_UPSTREAM_CALLS: '3' }, () => json(member('p')));
    expect(await ask(members)).toEqual({
      status: 200,
      body: {
        data: { m0: { status: 'PENDING' }, m1: { status: 'PENDING' }, m2: { status: 'PENDING' }, m3: null, m4: null },
        errors: [excess('upstreamCalls', 3, ['m3']), excess('upstreamCalls', 3, ['m4'])],
      },
    });
    expect(calls()).toHaveLength(3);
  });

  it('counts repeated calls', async () => {
    const { ask, calls } = await start({ ...engine, LIMIT_UPSTREAM_CALLS: '2' }, () => ({
      status: 503,
      body: '',
      headers: { 'retry-after': '0' },
    }));
    const { body } = await ask(`{ image(id: "${IMAGE}") { name } }`);
    expect(body).toEqual({ data: { image: null }, errors: [excess('upstreamCalls', 2, ['image'])] });
    expect(calls()).toHaveLength(2);
  });

  it('counts the calls of lists that it reads through, as of an inbox', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => toId(index));
    const { ask, calls } = await start(engine, ({ url }) =>
      url.includes('/members/')
        ? NOT_FOUND
        : json({
            images: ids.map((id) => JSON.parse(toImageText(id, 'an image'))),
            first: '/v2/images',
            next: '/v2/x',
          }),
    );
    const inbox = 'images(first: 1, filter: { sharedWith: { projectId: "p" } }) { nodes { id } }';
    const { status, body } = await ask(`{ ${times(20, (i) => `i${i}: ${inbox}`)} }`);
    expect(status).toBe(200);
    expect(Object(body).errors.every((error: object) => 'extensions' in error)).toBe(true);
    expect(new Set(Object(body).errors.map((error: { message: string }) => error.message))).toEqual(
      new Set(['The operation is too complex: it exceeds the limit of 1000 for upstreamCalls.']),
    );
    expect(calls()).toHaveLength(1000);
  });

  it('sends no write that is over it, and says so', async () => {
    const { ask, calls } = await start({ ...engine, LIMIT_UPSTREAM_CALLS: '2' }, () => json(member('p')));
    const add = (index: number): string =>
      `a${index}: addImageMember(input: { imageId: "${toId(index)}", memberId: "p" }) { __typename }`;
    expect(await ask(`mutation { ${times(3, add)} }`)).toEqual({
      status: 200,
      body: {
        data: {
          a0: { __typename: 'AddImageMemberSuccess' },
          a1: { __typename: 'AddImageMemberSuccess' },
          a2: null,
        },
        errors: [excess('upstreamCalls', 2, ['a2'])],
      },
    });
    expect(calls()).toEqual([`POST /v2/images/${toId(0)}/members`, `POST /v2/images/${toId(1)}/members`]);
  });

  it('sends no pair of a bulk that is over it, and says so at its path', async () => {
    const { ask, calls } = await start({ ...engine, LIMIT_UPSTREAM_CALLS: '2' }, () => json(member('p')));
    const pairs = times(3, (i) => `{ imageId: "${toId(i)}", memberId: "p" }`);
    const { body } = await ask(
      `mutation { addImageMembers(input: { members: [${pairs}] }) {
         ... on AddImageMembersPayload { addedCount failedCount results { result { __typename } } }
       } }`,
    );
    const added = { result: { __typename: 'AddImageMemberSuccess' } };
    expect(body).toEqual({
      data: { addImageMembers: { addedCount: 2, failedCount: 1, results: [added, added, { result: null }] } },
      errors: [excess('upstreamCalls', 2, ['addImageMembers', 'results', 2, 'result'])],
    });
    expect(calls()).toHaveLength(2);
  });

  it('never refuses what proves a write that was sent', async () => {
    const { ask, calls } = await start({ ...engine, LIMIT_UPSTREAM_CALLS: '1' }, ({ method }) =>
      method === 'GET' ? json(member('p', 'accepted')) : { status: 502, body: '' },
    );
    const query = `mutation { updateImageMember(input: { imageId: "${IMAGE}", memberId: "p", status: ACCEPTED }) {
      ... on UpdateImageMemberSuccess { imageMember { status image { name } } }
    } }`;
    expect((await ask(query)).body).toEqual({
      data: { updateImageMember: { imageMember: { status: 'ACCEPTED', image: null } } },
      errors: [excess('upstreamCalls', 1, ['updateImageMember', 'imageMember', 'image'])],
    });
    expect(calls()).toEqual([`PUT /v2/images/${IMAGE}/members/p`, `GET /v2/images/${IMAGE}/members/p`]);
  });

  it('refuses the lists that are over LIMIT_ITEMS, counted with the fields that are selected', async () => {
    const rows = Array.from({ length: 10 }, (_, index) => member(`p${index}`));
    const list = (index: number): string => `l${index}: imageMembers(imageId: "${IMAGE}") { status memberId }`;
    const { ask } = await start({ ...engine, LIMIT_ITEMS: '60' }, () => json({ members: rows }));
    const found = rows.map((_row, index) => ({ status: 'PENDING', memberId: `p${index}` }));
    expect((await ask(`{ ${times(3, list)} }`)).body).toEqual({
      data: { l0: found, l1: found, l2: null },
      errors: [excess('items', 60, ['l2'])],
    });
  });

  it.each<[list: string, limit: number, query: string]>([
    ['tags of images', 21, '{ images { nodes { id tags } } }'],
    ['properties', 11, `{ image(id: "${IMAGE}") { a: properties { name } b: properties { name } } }`],
    ['nodes', 1, '{ images { nodes { id } } }'],
    ['edges', 2, '{ images { edges { node { id } } } }'],
    ['_entities', 1, `{ _entities(representations: [{ __typename: "Image", id: "${IMAGE}" }]) { __typename } }`],
    ['images of members', 3, `{ imageMembers(imageId: "${IMAGE}") { image { id } } }`],
    ['members', 1, `{ image(id: "${IMAGE}") { members { id } } }`],
  ])('refuses %s over the limit of %i items', async (_list, limit, query) => {
    const image = { ...JSON.parse(toImageText(IMAGE, 'an image')), tags: ['a', 'b', 'c', 'd'], p: '1', q: '2', r: '3' };
    const { ask } = await start({ ...engine, LIMIT_ITEMS: String(limit) }, ({ url }) =>
      url.includes('/members')
        ? json({ members: [member('p')] })
        : json(url.includes('?') ? { images: [image], first: '/v2/images' } : image),
    );
    expect(await ask(query)).toMatchObject({
      status: 200,
      body: { errors: [{ extensions: { code: 'OPERATION_TOO_COMPLEX', limit: 'items' } }] },
    });
  });

  it('refuses a query that answers with more than LIMIT_RESPONSE_BYTES', async () => {
    const { ask } = await start({ ...engine, LIMIT_RESPONSE_BYTES: '4096' }, () =>
      json(JSON.parse(toImageText(IMAGE, 'x'.repeat(200)))),
    );
    const names = (count: number): string => `{ image(id: "${IMAGE}") { ${times(count, (i) => `n${i}: name`)} } }`;
    expect(await ask(names(21))).toEqual({
      status: 200,
      body: { data: null, errors: [excess('responseBytes', 4096)] },
    });
    expect(await ask(names(18))).toMatchObject({ status: 200, body: { data: { image: { n17: 'x'.repeat(200) } } } });
  });

  it('refuses properties that are over LIMIT_RESPONSE_BYTES before they are written out', async () => {
    const image = { ...JSON.parse(toImageText(IMAGE, 'an image')), p: 'x'.repeat(1500) };
    const { ask } = await start({ ...engine, LIMIT_RESPONSE_BYTES: '4096' }, () => json(image));
    const query = `{ a: image(id: "${IMAGE}") { name } b: image(id: "${IMAGE}") { ${times(3, (i) => `p${i}: properties { value }`)} } }`;
    expect(await ask(query)).toMatchObject({
      status: 200,
      body: { data: { a: { name: 'an image' } }, errors: [excess('responseBytes', 4096, ['b', 'p2'])] },
    });
  });

  it('refuses a query with more than LIMIT_ERRORS errors, and leaves one of each code', async () => {
    const { ask } = await start({ ...engine, LIMIT_ERRORS: '3' }, () => ({ status: 403, body: '' }));
    const query = (count: number): string =>
      `{ ${times(count, (i) => `m${i}: imageMember(imageId: "${toId(i)}", memberId: "p") { status }`)} }`;
    expect(Object((await ask(query(3))).body).errors).toHaveLength(3);
    const forbidden = expect.objectContaining({
      path: [expect.any(String)],
      extensions: expect.objectContaining({ code: 'FORBIDDEN' }),
    });
    expect(await ask(query(4))).toEqual({
      status: 200,
      body: { data: null, errors: [forbidden, excess('errors', 3)] },
    });
  });

  it('leaves the data of a mutation with more than LIMIT_ERRORS errors, and says that some are left out', async () => {
    const { ask } = await start({ ...engine, LIMIT_ERRORS: '2', LIMIT_UPSTREAM_CALLS: '1' }, () => json(member('p')));
    const add = (index: number): string =>
      `a${index}: addImageMember(input: { imageId: "${toId(index)}", memberId: "p" }) { __typename }`;
    expect((await ask(`mutation { ${times(5, add)} }`)).body).toEqual({
      data: { a0: { __typename: 'AddImageMemberSuccess' }, a1: null, a2: null, a3: null, a4: null },
      errors: [excess('upstreamCalls', 1, ['a1']), excess('errors', 2)],
    });
  });

  it.each<[what: string, query: string, most: number]>([
    [
      '100 members',
      `{ ${times(100, (i) => `m${i}: imageMember(imageId: "${toId(i)}", memberId: "p") { status }`)} }`,
      10,
    ],
    ['100 lists of members', `{ ${times(100, (i) => `m${i}: imageMembers(imageId: "${toId(i)}") { status }`)} }`, 10],
    ['100 images', `{ ${times(100, (i) => `m${i}: image(id: "${toId(i)}") { name }`)} }`, 8],
    ['100 pages', `{ ${times(100, (i) => `m${i}: images(first: ${(i % 100) + 1}) { nodes { id } }`)} }`, 8],
  ])('ends the calls of %s at the first refusal of the token', async (_what, query, most) => {
    const { ask, calls } = await start({ ...engine, GLANCE_CONNECTIONS: '4' }, () => BAD_TOKEN);
    const { status, body } = await ask(query);
    expect(status).toBe(200);
    const told = Object(body).errors.map((error: { path: string[]; extensions: object }) => [
      error.path,
      error.extensions,
    ]);
    const refusals = Array.from({ length: 100 }, (_, index) => [
      [`m${index}`],
      expect.objectContaining({ code: 'UNAUTHENTICATED', retryable: false, upstreamStatus: 401 }),
    ]);
    const toIndex = ([[name = '']]: [string[], object]): number => Number(name.slice(1));
    expect(told.sort((a: [string[], object], b: [string[], object]) => toIndex(a) - toIndex(b))).toEqual(refusals);
    expect(calls().length).toBeLessThanOrEqual(most);
  });

  it('sends no write after the token was refused', async () => {
    const { ask, calls } = await start(engine, () => BAD_TOKEN);
    const query = `mutation {
      a: updateImageMember(input: { imageId: "${IMAGE}", memberId: "p", status: ACCEPTED }) { __typename }
      b: removeImageMember(input: { imageId: "${IMAGE}", memberId: "q" }) { __typename }
      c: addImageMember(input: { imageId: "${IMAGE}", memberId: "r" }) { __typename }
      d: addImageMembers(input: { members: [{ imageId: "${IMAGE}", memberId: "r" }] }) {
        ... on AddImageMembersPayload { results { result { __typename } } }
      }
    }`;
    const error = (...path: (string | number)[]): object =>
      expect.objectContaining({
        path,
        extensions: expect.objectContaining({ code: 'UNAUTHENTICATED', upstreamStatus: 401 }),
      });
    expect((await ask(query)).body).toEqual({
      data: { a: null, b: null, c: null, d: { results: [{ result: null }] } },
      errors: [error('a'), error('b'), error('c'), error('d', 'results', 0, 'result')],
    });
    expect(calls()).toEqual([`PUT /v2/images/${IMAGE}/members/p`]);
  });
});
