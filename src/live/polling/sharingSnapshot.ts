import { requireField, type GlanceImage, type GlanceImageMember } from '../../glance/glance.ts';
import { toListedMembers } from '../listedMembers.ts';
import type { SharingSubscription } from '../sharingFeed.ts';
import type { Viewer } from '../tokenWatch.ts';

export type ReadGlance = Parameters<Parameters<SharingSubscription['read']>[0]>[0];

/** A membership that the viewer sees. */
export interface SeenMember {
  readonly status: GlanceImageMember['status'];
  readonly image: GlanceImage;
  /** Null where only the status is known. */
  readonly member: GlanceImageMember | null;
}

/** Memberships by image and member, at one moment. */
export interface SharingSnapshot {
  readonly images: ReadonlyMap<string, ReadonlyMap<string, SeenMember>>;
  /** Images whose members were not read this time. */
  readonly skipped: ReadonlySet<string>;
  /** How many calls the snapshot took. */
  readonly calls: number;
}

const STATUSES = ['pending', 'accepted', 'rejected'] as const;
const STATUS_CALLS = 2 * STATUSES.length;

/** Members of so many images of the viewer's own project are read for one snapshot; the next snapshot reads the next. */
const OWN_IMAGES = 20;

const NONE: ReadonlySet<string> = new Set();

/** The memberships of one image. */
export async function readImageSharing(glance: ReadGlance, imageId: string): Promise<SharingSnapshot> {
  const [image] = await glance.images.findMany([imageId]);
  if (image instanceof Error) throw image;
  const isShared = image && requireField(image.visibility) === 'shared';
  const images = isShared ? await readMembers(glance, [image]) : new Map<string, Map<string, SeenMember>>();
  return { images, skipped: NONE, calls: isShared ? 2 : 1 };
}

/**
 * The viewer's own memberships, and the members of the images of the viewer's project. The image service has no list of
 * memberships: a membership's status follows from the list of shared images with that status.
 * @param round counts up from snapshot to snapshot
 */
export async function readSharing(
  glance: ReadGlance,
  { projectId, isAdmin }: Viewer,
  round: number,
): Promise<SharingSnapshot> {
  const foreign = new Map<string, Map<string, SeenMember>>();
  const own = new Map<string, GlanceImage>();
  for (const status of STATUSES) {
    for (const image of await glance.images.listShared(status)) {
      if (requireField(image.owner) === projectId) own.set(image.id, image);
      // The list of an administrator has the images of all projects, whoever their members are.
      else if (!isAdmin) foreign.set(image.id, new Map([[projectId, { status, image, member: null }]]));
    }
  }
  const chosen = chooseInTurn([...own.values()], round);
  const skipped = new Set(own.keys());
  for (const { id } of chosen) skipped.delete(id);
  const images = new Map([...foreign, ...(await readMembers(glance, chosen))]);
  return { images, skipped, calls: STATUS_CALLS + chosen.length };
}

async function readMembers(
  glance: ReadGlance,
  images: readonly GlanceImage[],
): Promise<Map<string, Map<string, SeenMember>>> {
  const lists = await glance.members.listMany(images.map(({ id }) => id));
  return new Map(
    images.map((image, index) => {
      const rows = toListedMembers(lists[index]);
      return [image.id, new Map(rows.map((member) => [member.memberId, { status: member.status, image, member }]))];
    }),
  );
}

function chooseInTurn<T>(items: readonly T[], round: number): T[] {
  const start = items.length <= OWN_IMAGES ? 0 : (round * OWN_IMAGES) % items.length;
  return [...items, ...items].slice(start, start + Math.min(items.length, OWN_IMAGES));
}
