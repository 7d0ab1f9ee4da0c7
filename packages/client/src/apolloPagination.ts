import type { FieldFunctionOptions, Reference, StoreObject } from '@apollo/client';

/** As the cache stores it: the node is a reference, whatever its name in the document. */
type Edge = StoreObject;

/** What the cache stores for `images`. */
export interface ImagePage {
  readonly edges?: readonly Edge[] | undefined;
  readonly nodes?: readonly Reference[] | undefined;
  readonly pageInfo?: Readonly<Record<string, unknown>> | undefined;
  /** Ids of images that were answered: they keep their place, unseen, in case that the answer is taken back. */
  readonly answered?: readonly string[] | undefined;
}

/** A page that was asked for with `after` is put behind what is there, any other takes its place. */
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
    ...(existing.answered ? { answered: existing.answered.filter((id) => !listed.has(id)) } : {}),
    ...(incoming.edges
      ? { edges: appendNew(existing.edges, incoming.edges, (edge) => idOf(readField('node', edge))) }
      : {}),
    ...(incoming.nodes ? { nodes: appendNew(existing.nodes, incoming.nodes, idOf) } : {}),
    ...(incoming.pageInfo ? { pageInfo: mergePageInfo(existing.pageInfo, incoming.pageInfo) } : {}),
  };
}

/** An image that moves between two reads may be on both pages; the later place counts for nothing. */
function appendNew<T>(
  existing: readonly T[] | undefined = [],
  incoming: readonly T[],
  keyOf: (item: T) => unknown,
): readonly T[] {
  const keys = new Set(existing.map(keyOf));
  return [...existing, ...incoming.filter((item) => !keys.has(keyOf(item)))];
}

/** The list now begins where its first page began. */
function mergePageInfo(existing: ImagePage['pageInfo'], incoming: ImagePage['pageInfo']): ImagePage['pageInfo'] {
  const { startCursor, hasPreviousPage } = existing ?? {};
  return {
    ...incoming,
    ...(startCursor === undefined ? {} : { startCursor }),
    ...(hasPreviousPage === undefined ? {} : { hasPreviousPage }),
  };
}

/** The images that are not answered. */
export function readOpenImages(
  page: ImagePage | undefined,
  { readField }: FieldFunctionOptions,
): Omit<ImagePage, 'answered'> | undefined {
  if (page?.answered === undefined) return page;
  const { answered, ...shown } = page;
  const hidden = new Set<unknown>(answered);
  const isOpen = (item: Reference | undefined): boolean => !hidden.has(readField('id', item));
  return {
    ...shown,
    ...(shown.nodes ? { nodes: shown.nodes.filter((node) => isOpen(node)) } : {}),
    ...(shown.edges ? { edges: shown.edges.filter((edge) => isOpen(readField<Reference>('node', edge))) } : {}),
  };
}

/** Apollo Client leaves evicted images out of `nodes`, but not the edges that lead to them. */
export function readLivingEdges(
  edges: readonly Edge[] | undefined,
  { readField, canRead }: FieldFunctionOptions,
): readonly Edge[] | undefined {
  return edges?.filter((edge) => canRead(readField<Reference>('node', edge)));
}
