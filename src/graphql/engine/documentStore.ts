import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import type { DocumentNode, Token } from 'graphql';
import { hasText } from './documentText.ts';

type DocumentStore = NonNullable<ApolloServerOptions<BaseContext>['documentStore']>;

const MAX_BYTES = 32 * 1024 * 1024;
/** Measured on Node 20: a token of a document takes 260 to 380 bytes of heap, with the nodes that are made of it. */
const BYTES_PER_TOKEN = 400;

interface Entry {
  readonly document: DocumentNode;
  readonly bytes: number;
}

/**
 * Keeps documents that were parsed and found valid, up to a number of bytes; then the one goes that was not asked for
 * the longest time. What counts is all that a document holds: its text, and the tokens and nodes made of it, those of
 * comments as well. Documents that lost their text because they consist of comments are not kept.
 */
export class BoundedDocumentStore implements DocumentStore {
  readonly #maxBytes: number;
  /** In the order of their last use. */
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  constructor(maxBytes = MAX_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /** Of heap, for all documents together. Never more than the limit. */
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
