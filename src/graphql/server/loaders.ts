import DataLoader from 'dataloader';
import type { Glance, GlanceImage, GlanceImageMember, MemberKey, Rows } from '../../glance/glance.ts';

type BoundGlance = ReturnType<Glance['as']>;

/**
 * Reads of one operation: each thing is asked for once, until a write. A failed read rejects only for those that asked
 * for it.
 */
export interface Loaders {
  /** Null when the image does not exist or the caller may not see it. */
  readonly image: DataLoader<string, GlanceImage | null>;
  readonly member: DataLoader<MemberKey, GlanceImageMember | null, string>;
  /** By image ID; null when the image cannot be seen. */
  readonly members: DataLoader<string, Rows<GlanceImageMember> | null>;
  /** Has everything read again: after a write, whether it failed or not, what was read before may be wrong. */
  forget(): void;
}

export function createLoaders(glance: BoundGlance): Loaders {
  return new OperationLoaders(glance);
}

/** Made when they are first used: most operations need one of them at most. */
class OperationLoaders implements Loaders {
  readonly #glance: BoundGlance;
  #image: Loaders['image'] | null = null;
  #member: Loaders['member'] | null = null;
  #members: Loaders['members'] | null = null;

  constructor(glance: BoundGlance) {
    this.#glance = glance;
  }

  get image(): Loaders['image'] {
    return (this.#image ??= new DataLoader((ids) => this.#glance.images.findMany(ids)));
  }

  get member(): Loaders['member'] {
    return (this.#member ??= new DataLoader((keys: readonly MemberKey[]) => this.#glance.members.findMany(keys), {
      cacheKeyFn: ({ imageId, memberId }) => `${imageId}/${memberId}`,
    }));
  }

  get members(): Loaders['members'] {
    return (this.#members ??= new DataLoader((ids) => this.#glance.members.listMany(ids)));
  }

  forget(): void {
    this.#image = null;
    this.#member = null;
    this.#members = null;
  }
}
