import DataLoader from 'dataloader';
import type { Glance, GlanceImage, GlanceImageMember, MemberKey, Rows } from '../../glance/glance.ts';

type BoundGlance = ReturnType<Glance['as']>;
type NamedProject = Awaited<ReturnType<BoundGlance['identity']['findProjects']>>[number];

/**
 * Batches and caches the reads of one operation until its next write. A failed read fails only the fields that need it.
 */
export interface Loaders {
  /** Null when the image does not exist or the caller may not see it. */
  readonly image: DataLoader<string, GlanceImage | null>;
  readonly member: DataLoader<MemberKey, GlanceImageMember | null, string>;
  /** By image ID; null when the caller cannot see the image. */
  readonly members: DataLoader<string, Rows<GlanceImageMember> | null>;
  /** By project ID; null where nobody tells the caller about the project. */
  readonly project: DataLoader<string, NamedProject>;
  /**
   * Empties the caches of images and members. To be called after each write, also after a failed one, because cached reads may be wrong then.
   */
  forget(): void;
}

export function createLoaders(glance: BoundGlance): Loaders {
  return new OperationLoaders(glance);
}

/** Creates each loader at its first use, because most operations need one loader at most. */
class OperationLoaders implements Loaders {
  readonly #glance: BoundGlance;
  #image: Loaders['image'] | null = null;
  #member: Loaders['member'] | null = null;
  #members: Loaders['members'] | null = null;
  #project: Loaders['project'] | null = null;

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

  get project(): Loaders['project'] {
    return (this.#project ??= new DataLoader((ids) => this.#glance.identity.findProjects(ids)));
  }

  forget(): void {
    this.#image = null;
    this.#member = null;
    this.#members = null;
  }
}
