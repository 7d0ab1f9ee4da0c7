import type { MyImagesQuery } from '../generated/graphql.ts';

/** A row of the list of the project's own images. */
export type OwnImage = NonNullable<MyImagesQuery['images']>['nodes'][number];

export function nameOf({ id, name }: { readonly id: string; readonly name?: string | null }): string {
  return name ?? `Image ${id.slice(0, 8)}`;
}
