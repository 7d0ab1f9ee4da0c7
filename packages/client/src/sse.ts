import { createClient, type Client } from 'graphql-sse';

export interface SseOptions {
  /** Of `/graphql`. */
  readonly url: string;
  /** Asked before each subscription. */
  readonly token: () => string;
}

/** A client for subscriptions over SSE. Each subscription holds a connection: let browsers come over HTTP/2. */
export function createSseClient({ url, token }: SseOptions): Client {
  return createClient({
    url,
    headers: () => ({ 'x-auth-token': token() }),
    // Whoever follows the subscription repeats it.
    retryAttempts: 0,
  });
}
