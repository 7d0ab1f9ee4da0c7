import type { IncomingHttpHeaders } from 'node:http';
import { HeaderMap } from '@apollo/server';

/** Node's headers for Apollo, without a copy: Apollo reads only three or four of them. */
export class RequestHeaders extends HeaderMap {
  readonly #headers: IncomingHttpHeaders;
  readonly #hidden: string | null;
  readonly #isPreflighted: boolean;

  /**
   * @param hidden name of a header that Apollo does not see
   * @param isPreflighted whether no foreign page can have sent the request, also without the header that says so
   */
  constructor(headers: IncomingHttpHeaders, hidden: 'accept' | null, isPreflighted = false) {
    super();
    this.#headers = headers;
    this.#hidden = hidden;
    this.#isPreflighted = isPreflighted;
  }

  override get(name: string): string | undefined {
    if (name === this.#hidden) return undefined;
    if (this.#isPreflighted && name === 'apollo-require-preflight') return 'true';
    const value = this.#headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  override has(name: string): boolean {
    return this.get(name) !== undefined;
  }
}
