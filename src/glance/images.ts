import { GlanceError } from './errors.ts';
import { findImages, type FoundImage } from './operations/imageBatch.ts';
import { searchImages, type FoundImages, type ImageSearch, type SearchRefusal } from './operations/imageSearch.ts';
import type { GlanceImage } from './wire/image.ts';
import type { Wire } from './wire/wire.ts';

/** Images as one caller may see them. Every method throws GlanceError, and nothing else. */
export class Images {
  readonly #wire: Wire;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  /** The image, null, or the error that its look-up met, for each id. */
  findMany(ids: readonly string[]): Promise<readonly FoundImage[]> {
    return findImages(this.#wire, ids);
  }

  /** One page of a list, in which every image is on exactly one page. */
  search(search: ImageSearch): Promise<FoundImages | SearchRefusal> {
    return searchImages(this.#wire, search);
  }

  /** Whether an image can have members, as far as that is known without asking for them. */
  canHaveMembers({ visibility }: GlanceImage): boolean {
    return visibility === 'shared' || visibility instanceof GlanceError || !this.#wire.features.listsOnlyShared;
  }
}
