import { findToken, isMember, usersOf, type ExampleShare } from './exampleShare.ts';
import type { EmbeddedSeed, SeedImage } from './seed.ts';

/** An image of the seed that its owner may change. */
export interface ExampleImage {
  readonly imageId: string;
  readonly memberIds: readonly string[];
  /** A project that is no member of the image. */
  readonly strangerId: string;
  /** Of the owner. */
  readonly token: string;
}

/** The project's images that wait for a decision or have one. */
export interface ExampleDecisions {
  readonly imageIds: readonly string[];
  readonly memberId: string;
  /** Of the member. */
  readonly token: string;
}

/** Another project of the user who shares, by its name: a name that everybody may look up. Null when there is none. */
export function findOwnProject(seed: EmbeddedSeed, { ownerName, imageId }: ExampleShare): string | null {
  const users = usersOf(seed, ownerName);
  const image = seed.images.find(({ id }) => id === imageId);
  const own = Object.keys(seed.projects).find(
    (key) =>
      key !== ownerName &&
      seed.projectNames?.[key] === undefined &&
      !(image && isMember(image, key)) &&
      usersOf(seed, key).some((user) => users.includes(user)),
  );
  return own ?? null;
}

/** The private image with the most members of an earlier time; null when no owner of a private image has a token. */
export function findPrivateImage(seed: EmbeddedSeed): ExampleImage | null {
  return findMostShared(seed, 'private');
}

/** The image with the most members; null when no owner of a shared image has a token. */
export function findCrowdedImage(seed: EmbeddedSeed): ExampleImage | null {
  return findMostShared(seed, 'shared');
}

/** Null when no image is shared with a project that has a token. */
export function findDecisions(seed: EmbeddedSeed): ExampleDecisions | null {
  const found = Object.entries(seed.projects).map(([key, memberId]) => {
    const images = seed.images.filter((image) => (image.visibility ?? 'shared') === 'shared' && isMember(image, key));
    return { imageIds: images.map(({ id }) => id), memberId, token: findToken(seed, key) };
  });
  const [most] = found.toSorted((a, b) => b.imageIds.length - a.imageIds.length).filter(({ token }) => token !== null);
  if (most === undefined || most.token === null || most.imageIds.length === 0) return null;
  return { ...most, token: most.token };
}

function findMostShared(seed: EmbeddedSeed, visibility: 'private' | 'shared'): ExampleImage | null {
  const countMembers = (image: SeedImage): number => image.members?.length ?? 0;
  const images = seed.images
    .filter((image) => (image.visibility ?? 'shared') === visibility && findToken(seed, image.owner) !== null)
    .toSorted((a, b) => countMembers(b) - countMembers(a));
  for (const image of images) {
    const token = findToken(seed, image.owner);
    const stranger = Object.keys(seed.projects).findLast((key) => key !== image.owner && !isMember(image, key));
    if (token === null || stranger === undefined) continue;
    const toId = (key: string): string => seed.projects[key] ?? key;
    const memberIds = (image.members ?? []).map(({ project }) => toId(project));
    return { imageId: image.id, memberIds, strangerId: toId(stranger), token };
  }
  return null;
}
