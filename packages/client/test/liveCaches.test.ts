import { describe, expect, it } from 'vitest';
import {
  AnswerShareDocument,
  SetImageVisibilityDocument,
  SharedWithMeDocument,
  ShareImageDocument,
  SharingDialogDocument,
  UnshareDocument,
} from '../src/index.ts';
import { operation, type Operation } from './support/cacheScenes.ts';
import { LIVE_CACHES } from './support/liveCaches.ts';
import { DECIDED_IMAGE, SHARED_IMAGE, UNSHARED_IMAGE } from './support/startKit.ts';
import { startLiveKit } from './support/startLiveKit.ts';

const inbox = operation(SharedWithMeDocument, {});
const dialog = (imageId: string): Operation => operation(SharingDialogDocument, { imageId });
const share = (imageId: string, memberId: string): Operation =>
  operation(ShareImageDocument, { input: { imageId, memberId } });

const imageIds = (data: unknown): unknown => Object(data).images?.nodes.map(({ id }: { id: string }) => id);
const members = (data: unknown): unknown =>
  Object(data).image?.members?.map(({ memberId, status }: Record<string, string>) => [memberId, status]);

describe.each(LIVE_CACHES)('the cache of %s that follows the changes', (_name, watch) => {
  it('shows an offer in the inbox, and takes it away when the offer is withdrawn', async () => {
    const kit = await startLiveKit();
    const { data, isLive } = watch(kit, kit.tokens.beta, inbox);
    await expect.poll(isLive).toBe(true);
    expect(imageIds(data())).toEqual([SHARED_IMAGE]);
    const { beta } = kit.projects;
    await kit.run(kit.tokens.alpha, share(UNSHARED_IMAGE, beta));
    await expect.poll(() => imageIds(data())).toEqual([UNSHARED_IMAGE, SHARED_IMAGE]);
    const input = { imageId: UNSHARED_IMAGE, memberId: beta };
    await kit.run(kit.tokens.alpha, operation(UnshareDocument, { input }));
    await expect.poll(() => imageIds(data())).toEqual([SHARED_IMAGE]);
    await kit.run(kit.tokens.alpha, share(UNSHARED_IMAGE, beta));
    await expect.poll(() => imageIds(data())).toEqual([UNSHARED_IMAGE, SHARED_IMAGE]);
  });

  it('takes an image out of the inbox that was decided about elsewhere', async () => {
    const kit = await startLiveKit();
    const { data, isLive } = watch(kit, kit.tokens.beta, inbox);
    await expect.poll(isLive).toBe(true);
    const input = { imageId: SHARED_IMAGE, memberId: kit.projects.beta, status: 'REJECTED' };
    await kit.run(kit.tokens.beta, operation(AnswerShareDocument, { input }));
    await expect.poll(() => imageIds(data())).toEqual([]);
  });

  it('shows adds, decisions and removals in the members of an image', async () => {
    const kit = await startLiveKit();
    const { beta, gamma } = kit.projects;
    const { data, isLive } = watch(kit, kit.tokens.alpha, dialog(SHARED_IMAGE));
    await expect.poll(isLive).toBe(true);
    expect(members(data())).toEqual([[beta, 'PENDING']]);
    await kit.run(kit.tokens.alpha, share(SHARED_IMAGE, gamma));
    await expect
      .poll(() => members(data()))
      .toEqual([
        [beta, 'PENDING'],
        [gamma, 'PENDING'],
      ]);
    const key = { imageId: SHARED_IMAGE, memberId: beta };
    await kit.run(kit.tokens.beta, operation(AnswerShareDocument, { input: { ...key, status: 'ACCEPTED' } }));
    await expect
      .poll(() => members(data()))
      .toEqual([
        [beta, 'ACCEPTED'],
        [gamma, 'PENDING'],
      ]);
    await kit.run(kit.tokens.alpha, operation(UnshareDocument, { input: key }));
    await expect.poll(() => members(data())).toEqual([[gamma, 'PENDING']]);
  });

  it('shows that the image it is about is private, and its members when it is shared again', async () => {
    const kit = await startLiveKit();
    const { data, isLive } = watch(kit, kit.tokens.alpha, dialog(DECIDED_IMAGE), { imageId: DECIDED_IMAGE });
    await expect.poll(isLive).toBe(true);
    const before = members(data());
    expect(before).toHaveLength(2);
    const set = (visibility: string): Promise<void> =>
      kit.run(
        kit.tokens.alpha,
        operation(SetImageVisibilityDocument, { input: { imageId: DECIDED_IMAGE, visibility } }),
      );
    await set('PRIVATE');
    await expect.poll(() => Object(data()).image?.visibility).toBe('PRIVATE');
    await set('SHARED');
    await expect.poll(() => members(data())).toEqual(before);
    await expect.poll(() => Object(data()).image?.visibility).toBe('SHARED');
  });
});
