import { describe, expect, it } from 'vitest';
import { createGate, type Intercept, type RecordedAnswer } from '../../support/recorder.ts';
import { createImages, startReads, toImageId } from '../../support/startReads.ts';

const ENTITIES = 'query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Image { id name } } }';

const toRefs = (numbers: readonly number[]) =>
  numbers.map((number) => ({ __typename: 'Image', id: toImageId(number) }));
const toEntity = (number: number) => ({ id: toImageId(number), name: `image-${String(number).padStart(3, '0')}` });
const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const isList = (url: string): boolean => url.startsWith('/v2/images?');

describe('_entities', () => {
  it('resolves 200 images in ten calls, hidden and missing ones among them', async () => {
    const images = createImages(199, (number) => ({ hidden: number % 3 === 0 }));
    const { recorder, run } = await startReads(images);

    expect(await run(ENTITIES, { refs: toRefs(range(200)) })).toEqual({
      data: { _entities: [...range(199).map(toEntity), null] },
    });
    expect(recorder.calls.length).toBe(10);
    expect(recorder.calls.every(({ method, url }) => method === 'GET' && isList(url))).toBe(true);
    expect(Math.max(...recorder.calls.map(({ url }) => url.length))).toBeLessThanOrEqual(1700);
  });

  it('asks once for an image that is referred to many times', async () => {
    const { recorder, run } = await startReads(createImages(1));

    expect(await run(ENTITIES, { refs: toRefs([1, 1, 1, 1, 1]) })).toEqual({
      data: { _entities: [1, 1, 1, 1, 1].map(toEntity) },
    });
    expect(recorder.calls.map(({ url }) => url)).toEqual([`/v2/images/${toImageId(1)}`]);
  });

  it('returns to each token what it may see, and caches nothing across requests', async () => {
    const { recorder, run } = await startReads(createImages(5, () => ({ visibility: 'private' })));
    const refs = toRefs(range(5));
    const seen = { data: { _entities: range(5).map(toEntity) } };

    const [alphas, betas] = await Promise.all([run(ENTITIES, { refs }), run(ENTITIES, { refs }, 'beta')]);
    expect(alphas).toEqual(seen);
    expect(betas).toEqual({ data: { _entities: range(5).map(() => null) } });
    expect(await run(ENTITIES, { refs })).toEqual(seen);
    const tokens = recorder.calls.map(({ token }) => token);
    expect(tokens.filter((token) => token === 'token-of-project-alpha').length).toBe(4);
    expect(tokens.filter((token) => token === 'token-of-project-beta').length).toBe(2);
  });

  it('fails for every reference when the image service is down, without asking for each', async () => {
    const down: RecordedAnswer = { status: 503, body: '<html>503 Service Unavailable</html>' };
    const { recorder, run } = await startReads(createImages(5), { intercept: async () => down });

    const body = await run(ENTITIES, { refs: toRefs(range(5)) });
    expect(body).toEqual({
      data: { _entities: range(5).map(() => null) },
      errors: range(5).map((number) =>
        expect.objectContaining({
          path: ['_entities', number - 1],
          extensions: expect.objectContaining({ code: 'UPSTREAM_UNAVAILABLE', retryable: true, upstreamStatus: 503 }),
        }),
      ),
    });
    // A list can be repeated, but is not taken apart.
    expect(recorder.calls.every(({ url }) => isList(url))).toBe(true);
  });

  it('has its own error for an impossible reference, while other references fail for another reason', async () => {
    const failing: RecordedAnswer = { status: 500, body: '' };
    const { run } = await startReads(createImages(1), { intercept: async () => failing });

    const references = [...toRefs([1]), { __typename: 'Image', id: 'none' }, { __typename: 'ImageMember', imageId: 1 }];
    const codes = ['UPSTREAM_INTERNAL_ERROR', 'INVALID_INPUT', 'BAD_USER_INPUT'];
    expect(await run(ENTITIES, { refs: references })).toEqual({
      data: { _entities: [null, null, null] },
      errors: expect.toSatisfy((errors: readonly { path: [string, number]; extensions: { code: string } }[]) =>
        codes.every((code, index) =>
          errors.some(({ path, extensions }) => path[1] === index && extensions.code === code),
        ),
      ),
    });
  });

  /** What proxies and servers in front of Glance make of a list of ids. */
  const BROKEN_LISTS: readonly [fact: string, intercept: Intercept][] = [
    ['answers the unfiltered list', (call, forward) => forward(isList(call.url) ? '/v2/images?limit=25' : call.url)],
    ['answers a list of others', (call, forward) => forward(call.url.replace(/(id=in:).*/, `$1${toImageId(7)}`))],
    ['does not echo the filter', (call, forward) => forward().then((answer) => changeList(answer, dropFirst))],
    ['cuts the list short', (call, forward) => forward().then((answer) => changeList(answer, cutShort))],
    ['answers 400', (call, forward) => (isList(call.url) ? answerWith(400) : forward())],
    ['answers 414', (call, forward) => (isList(call.url) ? answerWith(414) : forward())],
    ['resets the connection', async (call, forward) => (isList(call.url) ? 'reset' : forward())],
    ['answers no JSON', (call, forward) => (isList(call.url) ? answerWith(200) : forward())],
  ];
  it.each(BROKEN_LISTS)('asks for each image where the list %s', async (_fact, intercept) => {
    const images = createImages(8, (number) => ({ hidden: number === 2 }));
    const { recorder, run } = await startReads(images, { intercept });

    expect(await run(ENTITIES, { refs: toRefs([1, 2, 3, 99]) })).toEqual({
      data: { _entities: [toEntity(1), toEntity(2), toEntity(3), null] },
    });
    const single = recorder.calls.map(({ url }) => url).filter((url) => !isList(url));
    expect(single.sort()).toEqual([1, 2, 3, 99].map((number) => `/v2/images/${toImageId(number)}`));
    const lists = recorder.calls.map(({ url }) => url).filter(isList);
    expect(new Set(lists).size).toBe(2);
  });
});

describe('Image.members', () => {
  const MEMBERS = 'query { images(first: 100) { nodes { members { memberId } } } }';

  it('of many images asks for ten of them at a time', async () => {
    const images = createImages(60, () => ({ members: [{ project: 'beta' }] }));
    let waiting = 0;
    const tenWait = createGate();
    const { recorder, run } = await startReads(images, {
      async intercept(call, forward) {
        if (isList(call.url)) return forward();
        waiting += 1;
        if (waiting === 10) tenWait.open();
        await tenWait.opened;
        return forward();
      },
    });

    expect(await run(MEMBERS)).toEqual({
      data: { images: { nodes: images.map(() => ({ members: [{ memberId: 'b'.repeat(32) }] })) } },
    });
    expect(recorder.calls.length).toBe(61);
    expect(recorder.mostAtOnce).toBe(10);
  });
});

async function answerWith(status: number): Promise<RecordedAnswer> {
  return { status, body: '' };
}

type List = Record<string, unknown>;

function changeList(answer: RecordedAnswer, change: (list: List) => List): RecordedAnswer {
  const body: unknown = JSON.parse(answer.body);
  if (typeof body !== 'object' || body === null || !('images' in body)) return answer;
  return { ...answer, body: JSON.stringify(change({ ...body })) };
}

function dropFirst(list: List): List {
  return { ...list, first: '/v2/images?limit=5&visibility=all' };
}

function cutShort({ images, ...list }: List): List {
  return { ...list, images: Array.isArray(images) ? images.slice(0, 1) : [], next: '/v2/images?limit=5&marker=x' };
}
