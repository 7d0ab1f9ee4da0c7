import { describe, expect, it } from 'vitest';
import type { SeedImage } from '../../../src/embedded/seed.ts';
import { ALPHA, createImages, startReads, toImageId } from '../../support/startReads.ts';

const IMAGES = `query ($sharedWith: ImageSharedWithFilter!, $first: Int, $after: String) {
  images(filter: { sharedWith: $sharedWith }, first: $first, after: $after) {
    nodes { id }
    stoppedEarly
    pageInfo { hasNextPage endCursor }
  }
}`;

const STATUSES = ['pending', 'accepted', 'rejected'] as const;

/** Images of beta that are shared with alpha: the statuses take turns, and image 1 is pending. */
const toOffer = (number: number): Partial<SeedImage> => ({
  owner: 'beta',
  members: [{ project: 'alpha', status: STATUSES[(number - 1) % 3] ?? 'pending' }],
});
const OWN = { owner: 'alpha', members: [{ project: 'beta' }] } as const;

/** Image 7 is alpha's own, which Glance lists as well. */
const start = () => startReads(createImages(7, (number) => (number === 7 ? OWN : toOffer(number))));

function page(numbers: readonly number[], hasNextPage = false) {
  const nodes = numbers.map((number) => ({ id: toImageId(number) }));
  const endCursor: unknown = numbers.length === 0 ? null : expect.any(String);
  return { data: { images: { nodes, stoppedEarly: false, pageInfo: { hasNextPage, endCursor } } } };
}

const readStatus = (url: string | undefined) => new URLSearchParams(url?.split('?')[1]).get('member_status');
const endCursorOf = (body: unknown): unknown => Object(body).data.images.pageInfo.endCursor;

describe('the inbox of a project', () => {
  it.each<[what: string, asked: object, numbers: readonly number[], memberStatus: string]>([
    ['one status', { statuses: ['ACCEPTED'] }, [5, 2], 'accepted'],
    ['one status, given twice', { statuses: ['REJECTED', 'REJECTED'] }, [6, 3], 'rejected'],
    ['two statuses', { statuses: ['PENDING', 'REJECTED'] }, [6, 4, 3, 1], 'all'],
    ['any status', { statuses: ['ACCEPTED', 'REJECTED', 'PENDING'] }, [6, 5, 4, 3, 2, 1], 'all'],
    ['a list, whatever the single status is', { status: 'PENDING', statuses: ['ACCEPTED'] }, [5, 2], 'accepted'],
    ['null for the list, which is not given', { status: 'ACCEPTED', statuses: null }, [5, 2], 'accepted'],
    ['null for both, which is PENDING', { status: null, statuses: null }, [4, 1], 'pending'],
    ['no status, which is PENDING', {}, [4, 1], 'pending'],
  ])('is read with one list: %s', async (_what, asked, numbers, memberStatus) => {
    const { recorder, run } = await start();
    expect(await run(IMAGES, { sharedWith: { projectId: ALPHA, ...asked } })).toEqual(page(numbers));
    const [list, ...looks] = recorder.calls.map(({ url }) => url);
    expect(readStatus(list)).toBe(memberStatus);
    expect(looks.filter((url) => !url.endsWith(`/members/${ALPHA}`))).toEqual([]);
  });

  it('of no status is empty, without a call', async () => {
    const { recorder, run } = await start();
    expect(await run(IMAGES, { sharedWith: { projectId: ALPHA, statuses: [] } })).toEqual(page([]));
    expect(recorder.calls).toEqual([]);
  });

  it('of any status comes page by page', async () => {
    const { run } = await start();
    const sharedWith = { projectId: ALPHA, statuses: ['PENDING', 'ACCEPTED', 'REJECTED'] };
    const first = await run(IMAGES, { sharedWith, first: 4 });
    expect(first).toEqual(page([6, 5, 4, 3], true));
    expect(await run(IMAGES, { sharedWith, first: 4, after: endCursorOf(first) })).toEqual(page([2, 1]));
  });

  it('of any status leaves out the images of other projects for an administrator', async () => {
    const { run } = await startReads(
      createImages(4, (number) =>
        number === 3 ? { owner: 'beta', members: [{ project: 'admin' }] } : toOffer(number),
      ),
    );
    const sharedWith = { projectId: ALPHA, statuses: ['PENDING', 'ACCEPTED', 'REJECTED'] };
    expect(await run(IMAGES, { sharedWith }, 'admin')).toEqual(page([4, 2, 1]));
  });

  it('takes a cursor of the same statuses in another order and another spelling', async () => {
    const { run } = await start();
    const ask = (sharedWith: object, after: unknown) =>
      run(IMAGES, { sharedWith: { projectId: ALPHA, ...sharedWith }, after, first: 1 });
    const ofTwo = endCursorOf(await ask({ statuses: ['REJECTED', 'PENDING'] }, null));
    expect(await ask({ statuses: ['PENDING', 'REJECTED', 'PENDING'] }, ofTwo)).toEqual(page([4], true));
    const ofOne = endCursorOf(await ask({ statuses: ['PENDING'] }, null));
    expect(await ask({ status: 'PENDING' }, ofOne)).toEqual(page([1]));
  });

  it('refuses a cursor of other statuses', async () => {
    const { run } = await start();
    const after = endCursorOf(await run(IMAGES, { sharedWith: { projectId: ALPHA }, first: 1 }));
    expect(
      await run(IMAGES, { sharedWith: { projectId: ALPHA, statuses: ['PENDING', 'ACCEPTED'] }, after }),
    ).toMatchObject({
      data: { images: null },
      errors: [{ extensions: { code: 'INVALID_INPUT', issues: [{ path: ['after'] }] } }],
    });
  });

  it('refuses more than 50 statuses before any call', async () => {
    const { recorder, run } = await start();
    const statuses = Array.from({ length: 51 }, () => 'PENDING');
    expect(await run(IMAGES, { sharedWith: { projectId: ALPHA, statuses } })).toMatchObject({
      data: { images: null },
      errors: [{ extensions: { code: 'INVALID_INPUT', issues: [{ path: ['filter', 'sharedWith', 'statuses'] }] } }],
    });
    expect(recorder.calls).toEqual([]);
  });

  it('must name its project where the gateway knows no identity service', async () => {
    const { recorder, run } = await start();
    const message = 'The project must be given, because the gateway knows no identity service.';
    expect(await run(IMAGES, { sharedWith: {} })).toMatchObject({
      data: { images: null },
      errors: [
        {
          message,
          path: ['images'],
          extensions: { code: 'INVALID_INPUT', issues: [{ path: ['filter', 'sharedWith', 'projectId'], message }] },
        },
      ],
    });
    expect(recorder.calls).toEqual([]);
  });
});
