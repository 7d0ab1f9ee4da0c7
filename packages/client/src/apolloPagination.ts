import type { FieldFunctionOptions, Reference, StoreObject } from '@apollo/client';

/** An edge in the cache. Its node is a reference, and `readField` finds it also under an alias. */
type Edge = StoreObject;

/** The field `images` in the cache. */
export interface ImagePage {
  readonly edges?: readonly Edge[] | undefined;
  readonly nodes?: readonly Reference[] | undefined;
  readonly pageInfo?: Readonly<Record<string, unknown>> | undefined;
  /**
   * IDs of images that left the list by a decision or a new visibility. They stay in the list, hidden, so that they return
   * to their place when the change is undone.
   */
  readonly hidden?: readonly string[] | undefined;
}

/** The page with the image shown in its place, or hidden. */
export function showImage(page: ImagePage, imageId: string, isShown: boolean): ImagePage {
  const others = (page.hidden ?? []).filter((id) => id !== imageId);
  return { ...page, hidden: isShown ? others : [...others, imageId] };
}

/** Appends a page that was read with `after` to the stored pages. A page without `after` replaces them. */
export function mergeImagePages(
  existing: ImagePage | undefined,
  incoming: ImagePage,
  { args, readField }: FieldFunctionOptions,
): ImagePage {
  if (existing === undefined || typeof args?.['after'] !== 'string') return incoming;
  const merged: ImagePage = { ...existing, ...incoming };
  const idOf = (item: Reference | undefined) => readField('id', item);
  const listed = new Set([
    ...(incoming.nodes ?? []).map(idOf),
    ...(incoming.edges ?? []).map((edge) => idOf(readField('node', edge))),
  ]);
  return {
    ...merged,
    ...(existing.hidden ? { hidden: existing.hidden.filter((id) => !listed.has(id)) } : {}),
    ...(incoming.edges
      ? { edges: appendNew(existing.edges, incoming.edges, (edge) => idOf(readField('node', edge))) }
      : {}),
    ...(incoming.nodes ? { nodes: appendNew(existing.nodes, incoming.nodes, idOf) } : {}),
    ...(incoming.pageInfo ? { pageInfo: mergePageInfo(existing.pageInfo, incoming.pageInfo) } : {}),
  };
}

/** Appends the items that are new, because an image that moves between two reads may be on both pages. */
function appendNew<T>(
  existing: readonly T[] | undefined = [],
  incoming: readonly T[],
  keyOf: (item: T) => unknown,
): readonly T[] {
  const keys = new Set(existing.map(keyOf));
  return [...existing, ...incoming.filter((item) => !keys.has(keyOf(item)))];
}

/** The page info of all pages together: the start of the first page and the end of the last one. */
function mergePageInfo(existing: ImagePage['pageInfo'], incoming: ImagePage['pageInfo']): ImagePage['pageInfo'] {
  const { startCursor, hasPreviousPage } = existing ?? {};
  return {
    ...incoming,
    ...(startCursor === undefined ? {} : { startCursor }),
    ...(hasPreviousPage === undefined ? {} : { hasPreviousPage }),
  };
}

/** The stored pages without the hidden images. */
export function readShownImages(
  page: ImagePage | undefined,
  { readField }: FieldFunctionOptions,
): Omit<ImagePage, 'hidden'> | undefined {
  if (page?.hidden === undefined) return page;
  const { hidden, ...shown } = page;
  const ids = new Set<unknown>(hidden);
  const isShown = (item: Reference | undefined): boolean => !ids.has(readField('id', item));
  return {
    ...shown,
    ...(shown.nodes ? { nodes: shown.nodes.filter((node) => isShown(node)) } : {}),
    ...(shown.edges ? { edges: shown.edges.filter((edge) => isShown(readField<Reference>('node', edge))) } : {}),
  };
}

/** The edges whose images are still in the cache. Apollo Client itself leaves evicted images out of `nodes` only. */
export function readLivingEdges(
  edges: readonly Edge[] | undefined,
  { readField, canRead }: FieldFunctionOptions,
): readonly Edge[] | undefined {
  return edges?.filter((edge) => canRead(readField<Reference>('node', edge)));
}
