import DataLoader from 'dataloader';
import type { Caller } from '../glance/caller.ts';
import type { GlanceClient } from '../glance/client.ts';
import type { Glance } from '../glance/glance.ts';
import type { GlanceImage } from '../glance/image.ts';
import { findImages } from '../glance/imageBatch.ts';
import { findImageMember, listImageMembers, type GlanceImageMember, type MemberKey } from '../glance/imageMember.ts';
import { settleConcurrently } from '../glance/mapConcurrently.ts';

const CONCURRENT_GETS = 10;

/** Reads of one operation: each thing is asked for once. A failed read rejects only for those that asked for it. */
export interface Loaders {
  /** Null when the image does not exist or the caller may not see it. */
  readonly image: DataLoader<string, GlanceImage | null>;
  readonly member: DataLoader<MemberKey, GlanceImageMember | null, string>;
  /** By image ID; null when the image cannot be seen. */
  readonly members: DataLoader<string, readonly GlanceImageMember[] | null>;
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
    return (this.#image ??= new DataLoader(async (ids) => {
      const images = await findImages(this.#client, this.#caller, ids);
      return ids.map((id) => images.get(id) ?? null);
    }));
  }

  get member(): Loaders['member'] {
    return (this.#member ??= new DataLoader(
      (keys: readonly MemberKey[]) =>
        settleConcurrently(this.#caller, keys, CONCURRENT_GETS, (key) =>
          findImageMember(this.#client, this.#caller, key),
        ),
      { cacheKeyFn: ({ imageId, memberId }) => `${imageId}/${memberId}` },
    ));
  }

  get members(): Loaders['members'] {
    return (this.#members ??= new DataLoader((ids) =>
      settleConcurrently(this.#caller, ids, CONCURRENT_GETS, (id) => listImageMembers(this.#client, this.#caller, id)),
    ));
  }
}
