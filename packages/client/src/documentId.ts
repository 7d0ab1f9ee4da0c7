/**
 * The ID of one of this package's documents in its manifests of persisted documents. Use it with Apollo Client's
 * `new PersistedQueryLink({ generateHash: documentId })` or urql's `persistedExchange({ generateHash })`.
 * @throws for a document of another package
 */
export function documentId(document: object): string {
  const meta: unknown = Reflect.get(document, '__meta__');
  const hash: unknown = typeof meta === 'object' && meta !== null ? Reflect.get(meta, 'hash') : undefined;
  if (typeof hash !== 'string') throw new Error('the document is not in the manifest');
  return hash;
}
