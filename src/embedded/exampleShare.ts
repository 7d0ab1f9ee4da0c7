import type { EmbeddedSeed, SeedImage } from './seed.ts';

/** A share that the seed allows and does not have: `token` may share the image with the project `memberId`. */
export interface ExampleShare {
  readonly imageId: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly token: string;
}

/** A decision that the seed allows: `token` may accept or reject the image on behalf of the project `memberId`. */
export interface ExampleDecision {
  readonly imageId: string;
  readonly memberId: string;
  readonly token: string;
}

/** Null when the seed has no image to share, or no project that the image is not shared with yet. */
export function findExampleShare(seed: EmbeddedSeed): ExampleShare | null {
  // Rather a project with a token, because the newcomer then sees the share from the other side as well.
  return findShare(seed, isOfAnotherUser) ?? findShare(seed, () => true);
}

function findShare(
  seed: EmbeddedSeed,
  isFit: (seed: EmbeddedSeed, owner: string, project: string) => boolean,
): ExampleShare | null {
  const names = Object.keys(seed.projects);
  for (const image of seed.images) {
    const { owner } = image;
    const token = findToken(seed, owner);
    const memberName = names.findLast((name) => name !== owner && !isMember(image, name) && isFit(seed, owner, name));
    if ((image.visibility ?? 'shared') !== 'shared' || token === null || memberName === undefined) continue;
    return {
      imageId: image.id,
      ownerId: seed.projects[owner] ?? owner,
      ownerName: owner,
      memberId: seed.projects[memberName] ?? memberName,
      memberName,
      token,
    };
  }
  return null;
}

/** Null when the seed shares no image with a project that has a token. */
export function findExampleDecision(seed: EmbeddedSeed): ExampleDecision | null {
  for (const image of seed.images) {
    for (const { project } of image.members ?? []) {
      const token = findToken(seed, project);
      if (token !== null) return { imageId: image.id, memberId: seed.projects[project] ?? project, token };
    }
  }
  return null;
}

/** A token with which the project's images and memberships may be changed; null when the project has no such token. */
export function findToken(seed: EmbeddedSeed, project: string): string | null {
  const found = Object.values(seed.tokens).find(
    (token) => token.project === project && token.roles.some((role) => role !== 'reader'),
  );
  return found?.token ?? null;
}

/** Whether the project has a token, and no token of a user of the owner. */
function isOfAnotherUser(seed: EmbeddedSeed, owner: string, project: string): boolean {
  const users = usersOf(seed, project);
  return users.length > 0 && !usersOf(seed, owner).some((user) => users.includes(user));
}

export function usersOf(seed: EmbeddedSeed, project: string): string[] {
  return Object.entries(seed.tokens).flatMap(([name, token]) =>
    token.project === project ? [token.user ?? name] : [],
  );
}

export function isMember(image: SeedImage, project: string): boolean {
  return (image.members ?? []).some((member) => member.project === project);
}
