import { Client, fetchExchange, type Exchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { graphcacheOptions } from '../../src/urql.ts';

export interface UrqlOptions {
  readonly url: string;
  /** Asked before each request; null sends none. */
  readonly token: () => string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Between the cache and the network. */
  readonly exchanges?: readonly Exchange[];
}

/** urql as the README sets it up. */
export function createUrqlClient({ url, token, headers = {}, exchanges = [] }: UrqlOptions): Client {
  return new Client({
    url,
    preferGetMethod: false,
    exchanges: [cacheExchange(graphcacheOptions), ...exchanges, fetchExchange],
    fetchOptions: () => {
      const value = token();
      return { headers: { ...headers, ...(value === null ? {} : { 'x-auth-token': value }) } };
    },
  });
}
