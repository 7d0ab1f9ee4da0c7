import DataLoader from 'dataloader';
import type { Caller } from '../../glance/caller.ts';
import type { GlanceClient } from '../../glance/transport/client.ts';
import { GlanceError } from '../../glance/errors.ts';
import type { Glance } from '../../glance/glance.ts';
import { isImageId } from '../../glance/identifiers.ts';
import type { GlanceImage } from '../../glance/wire/image.ts';
import { findImages } from '../../glance/operations/imageBatch.ts';
import {
  findImageMember,
  listImageMembers,
  type GlanceImageMember,
  type MemberKey,
} from '../../glance/wire/imageMember.ts';
import { settleConcurrently } from '../../glance/operations/mapConcurrently.ts';
import type { Rows } from '../../glance/wire/row.ts';

const CONCURRENT_GETS = 10;

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

export function createLoaders({ client }: Glance, caller: Caller): Loaders {
  return new OperationLoaders(client, caller);
}

/** Most operations need one of them at most. */
class OperationLoaders implements Loaders {
  readonly #client: GlanceClient;
  readonly #caller: Caller;
  #image: Loaders['image'] | null = null;
  #member: Loaders['member'] | null = null;
  #members: Loaders['members'] | null = null;

  constructor(client: GlanceClient, caller: Caller) {
    this.#client = client;
    this.#caller = caller;
  }

  get image(): Loaders['image'] {
    return (this.#image ??= new DataLoader((ids) => findImages(this.#client, this.#caller, ids)));
  }

  get member(): Loaders['member'] {
    return (this.#member ??= new DataLoader(
      (keys: readonly MemberKey[]) =>
        loadEach(
          this.#caller,
          keys,
          ({ imageId }) => imageId,
          (key) => findImageMember(this.#client, this.#caller, key),
        ),
      { cacheKeyFn: ({ imageId, memberId }) => `${imageId}/${memberId}` },
    ));
  }

  get members(): Loaders['members'] {
    return (this.#members ??= new DataLoader((ids) =>
      loadEach(
        this.#caller,
        ids,
        (id) => id,
        (id) => listImageMembers(this.#client, this.#caller, id),
      ),
    ));
  }

  forget(): void {
    this.#image = null;
    this.#member = null;
    this.#members = null;
  }
}

/** @returns a value or an error for each key: none fails for another */
function loadEach<K, V>(
  caller: Caller,
  keys: readonly K[],
  toImageId: (key: K) => string,
  load: (key: K) => Promise<V>,
): Promise<(V | Error)[]> {
  return settleConcurrently(caller, keys, CONCURRENT_GETS, (key) => {
    // Rows of lists name images, and what they name becomes a path.
    if (!isImageId(toImageId(key))) throw new GlanceError('protocol', { outcome: 'notApplied' });
    return load(key);
  });
}
