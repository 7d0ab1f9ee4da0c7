import type { IncomingHttpHeaders } from 'node:http';
import { HeaderMap } from '@apollo/server';

/** Node's headers for Apollo, without a copy: Apollo reads only three or four of them. */
export class RequestHeaders extends HeaderMap {
  readonly #headers: IncomingHttpHeaders;
  readonly #hidden: string | null;

  /** @param hidden name of a header that Apollo does not see */
  constructor(headers: IncomingHttpHeaders, hidden: 'accept' | null) {
    super();
    this.#headers = headers;
    this.#hidden = hidden;
  }

  override get(name: string): string | undefined {
    if (name === this.#hidden) return undefined;
    const value = this.#headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  override has(name: string): boolean {
    return this.get(name) !== undefined;
  }
}
