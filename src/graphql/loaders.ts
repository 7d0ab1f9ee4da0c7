import DataLoader from 'dataloader';
import type { Caller } from '../glance/caller.ts';
import type { Glance } from '../glance/glance.ts';
import type { GlanceImage } from '../glance/image.ts';
import { findImages } from '../glance/imageBatch.ts';
import { findImageMember, listImageMembers, type GlanceImageMember, type MemberKey } from '../glance/imageMember.ts';
import { mapConcurrently } from '../glance/mapConcurrently.ts';

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
  let image: Loaders['image'] | null = null;
  let member: Loaders['member'] | null = null;
  let members: Loaders['members'] | null = null;
  return {
    get image() {
      return (image ??= new DataLoader(async (ids) => {
        const images = await findImages(client, caller, ids);
        return ids.map((id) => images.get(id) ?? null);
      }));
    },
    get member() {
      return (member ??= new DataLoader(
        (keys: readonly MemberKey[]) => loadEach(keys, (key) => findImageMember(client, caller, key)),
        { cacheKeyFn: ({ imageId, memberId }) => `${imageId}/${memberId}` },
      ));
    },
    get members() {
      return (members ??= new DataLoader((ids) => loadEach(ids, (id) => listImageMembers(client, caller, id))));
    },
  };
}

function loadEach<K, V>(keys: readonly K[], load: (key: K) => Promise<V>): Promise<(V | Error)[]> {
  return mapConcurrently(keys, CONCURRENT_GETS, (key) =>
    load(key).catch((error: unknown) => (error instanceof Error ? error : new Error('not an error', { cause: error }))),
  );
}
