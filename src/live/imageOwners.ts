import { requireField, type GlanceImage } from '../glance/glance.ts';
import { BoundedMap } from './boundedMap.ts';

const MAX_IMAGES = 50_000;

/** Reads images with one project's token. Leaves out those that the project may not see. Rejects when it cannot tell. */
export type Peek = (imageIds: readonly string[]) => Promise<readonly GlanceImage[]>;

/** `nobody`: no project that listens owns the image. `unknown`: it could not be found out. */
export type Owner = { readonly projectId: string | null } | 'nobody' | 'unknown';

/**
 * Remembers which project owns an image, so that a change is not looked at by every subscriber. The owner decides only
 * who looks: a subscriber is told of the change after it has read the image with its own token.
 */
export class ImageOwners {
  readonly #owners = new BoundedMap<string, string | null>(MAX_IMAGES);
  /** Images that no project saw of those that listened. */
  #unseen = new Set<string>();

  /** Says which project owns an image, by a notification. */
  set(imageId: string, ownerId: string | null): void {
    this.#owners.set(imageId, ownerId);
    this.#unseen.delete(imageId);
  }

  forget(imageId: string): void {
    this.#owners.delete(imageId);
    this.#unseen.delete(imageId);
  }

  /** To be called when a project begins to listen: it may own an image that no other project sees. */
  forgetUnseen(): void {
    this.#unseen = new Set();
  }

  /** @param peeks one for each project that listens; called one after the other until the owner is known */
  async find(imageIds: readonly string[], peeks: readonly Peek[]): Promise<ReadonlyMap<string, Owner>> {
    let open = [...new Set(imageIds)].filter((id) => this.#owners.get(id) === undefined && !this.#unseen.has(id));
    let isSure = true;
    for (const peek of peeks) {
      if (open.length === 0) break;
      try {
        for (const image of await peek(open)) this.#owners.set(image.id, requireField(image.owner));
      } catch {
        isSure = false;
      }
      open = open.filter((id) => this.#owners.get(id) === undefined);
    }
    if (isSure && this.#unseen.size < MAX_IMAGES) for (const id of open) this.#unseen.add(id);
    return new Map(imageIds.map((id) => [id, this.#toOwner(id)]));
  }

  #toOwner(imageId: string): Owner {
    const projectId = this.#owners.get(imageId);
    if (projectId !== undefined) return { projectId };
    return this.#unseen.has(imageId) ? 'nobody' : 'unknown';
  }
}
