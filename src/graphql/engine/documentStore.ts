import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import type { DocumentNode, Token } from 'graphql';
import { hasText } from './documentText.ts';

type DocumentStore = NonNullable<ApolloServerOptions<BaseContext>['documentStore']>;

const MAX_BYTES = 32 * 1024 * 1024;
/** Heap for a token of a document and the nodes made of it. Measured on Node 20: 260 to 380 bytes. */
const BYTES_PER_TOKEN = 400;

interface Entry {
  readonly document: DocumentNode;
  readonly bytes: number;
}

/**
 * Keeps parsed and valid documents, up to a number of bytes. At the limit the document that was not used for the
 * longest time is dropped. A document's bytes are those of its text, and of its tokens and nodes, also of comments. A
 * document whose text `forgetLongText` has removed is not kept.
 */
export class BoundedDocumentStore implements DocumentStore {
  readonly #maxBytes: number;
  /** In the order of their last use, the oldest first. */
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  constructor(maxBytes = MAX_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /** The heap of all documents together, which is never more than the limit. */
  get bytes(): number {
    return this.#bytes;
  }

  async get(key: string): Promise<DocumentNode | undefined> {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.document;
  }

  async set(key: string, document: DocumentNode): Promise<void> {
    const bytes = countBytes(document);
    if (!hasText(document) || bytes > this.#maxBytes) return;
    this.#forget(key);
    this.#entries.set(key, { document, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#forget(oldest);
    }
  }

  async delete(key: string): Promise<void> {
    this.#forget(key);
  }

  #forget(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }
}

function countBytes({ loc }: DocumentNode): number {
  let tokens = 0;
  for (let token: Token | null = loc?.startToken ?? null; token !== null; token = token.next) tokens += 1;
  return 2 * (loc?.source.body.length ?? 0) + BYTES_PER_TOKEN * tokens;
}
