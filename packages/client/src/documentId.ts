/**
 * The id of one of this package's documents in its manifests of persisted documents: Apollo Client's
 * `createPersistedQueryLink({ generateHash: documentId })`, urql's `persistedExchange({ generateHash })`.
 * @throws for a document that is not of this package
 */
export function documentId(document: object): string {
  const meta: unknown = Reflect.get(document, '__meta__');
  const hash: unknown = typeof meta === 'object' && meta !== null ? Reflect.get(meta, 'hash') : undefined;
  if (typeof hash !== 'string') throw new Error('the document is not in the manifest');
  return hash;
}
