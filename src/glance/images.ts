import { toWriter } from './caller.ts';
import { GlanceError } from './errors.ts';
import { findImages, type FoundImage } from './operations/imageBatch.ts';
import { searchImages, type FoundImages, type ImageSearch, type SearchRefusal } from './operations/imageSearch.ts';
import { setImageVisibility, type VisibilityChange } from './operations/setImageVisibility.ts';
import type { VisibilityTurns } from './operations/visibilityTurns.ts';
import { listSharedImages } from './operations/sharedImages.ts';
import type { GlanceImage, GlanceVisibility } from './wire/image.ts';
import type { GlanceMemberStatus } from './wire/imageMember.ts';
import type { Wire } from './wire/wire.ts';

/** Images as one caller may see and change them. Methods throw GlanceError or CallLimitError only. */
export class Images {
  readonly #wire: Wire;
  readonly #visibilityTurns: VisibilityTurns;

  constructor(wire: Wire, visibilityTurns: VisibilityTurns) {
    this.#wire = wire;
    this.#visibilityTurns = visibilityTurns;
  }

  /** For each id: the image, null for an unknown image, or the error of its look-up. */
  findMany(ids: readonly string[]): Promise<readonly FoundImage[]> {
    return findImages(this.#wire, ids);
  }

  /** One page of a list. Every image of the list is on exactly one page. */
  search(search: ImageSearch): Promise<FoundImages | SearchRefusal> {
    return searchImages(this.#wire, search);
  }

  /** The images of visibility `shared` that the caller owns or is a member of, at most 1000 hidden and 1000 others. */
  listShared(memberStatus: GlanceMemberStatus | 'all' = 'all'): Promise<readonly GlanceImage[]> {
    return listSharedImages(this.#wire, memberStatus);
  }

  /**
   * Changes who may see an image.
   * @param readsMembers whether the client asks for the members that lose their access or get it back
   * @param requestIds gets the request IDs of the calls
   */
  async setVisibility(
    imageId: string,
    visibility: GlanceVisibility,
    readsMembers: boolean,
    requestIds?: string[],
  ): Promise<VisibilityChange> {
    const { caller } = this.#wire;
    caller.share?.beginWrite();
    const wire = this.#wire.as(toWriter(caller, caller.cancellation, requestIds));
    return this.#visibilityTurns.take(caller, imageId, () =>
      setImageVisibility(wire, imageId, visibility, readsMembers),
    );
  }

  /** Whether an image can have members. Makes no call, so it returns true where only a call could tell. */
  canHaveMembers({ visibility }: GlanceImage): boolean {
    return visibility === 'shared' || visibility instanceof GlanceError || !this.#wire.features.listsOnlyShared;
  }
}
