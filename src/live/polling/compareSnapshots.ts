import type { MemberKey } from '../../glance/glance.ts';
import type { SeenMember, SharingSnapshot } from './sharingSnapshot.ts';

/** What is different between two snapshots. A removed membership is as it was seen last. */
export interface Difference {
  readonly kind: 'added' | 'updated' | 'removed';
  readonly key: MemberKey;
  readonly seen: SeenMember;
}

export function compareSnapshots(before: SharingSnapshot['images'], after: SharingSnapshot): Difference[] {
  const differences: Difference[] = [];
  for (const [imageId, members] of before) {
    if (after.skipped.has(imageId)) continue;
    const now = after.images.get(imageId);
    for (const [memberId, seen] of members) {
      if (!now?.has(memberId)) differences.push({ kind: 'removed', key: { imageId, memberId }, seen });
    }
  }
  for (const [imageId, members] of after.images) {
    for (const [memberId, seen] of members) {
      const old = before.get(imageId)?.get(memberId);
      if (old?.status === seen.status) continue;
      differences.push({ kind: old ? 'updated' : 'added', key: { imageId, memberId }, seen });
    }
  }
  return differences;
}

/** What is known after both snapshots: the later one, and what it skipped. */
export function joinSnapshots(before: SharingSnapshot['images'], after: SharingSnapshot): SharingSnapshot['images'] {
  const kept = [...before].filter(([imageId]) => after.skipped.has(imageId));
  return new Map([...kept, ...after.images]);
}
