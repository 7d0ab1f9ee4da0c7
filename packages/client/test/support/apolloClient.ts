import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { onTestFinished } from 'vitest';
import { createApolloCache, followMutation } from '../../src/apollo.ts';

export interface ApolloOptions {
  readonly url: string;
  /** Asked before each request; null sends none. */
  readonly token: () => string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Before the others, from the first to the last. */
  readonly links?: readonly ApolloLink[];
}

/** Apollo Client as the README sets it up, for one test. */
export function createApolloClient({ url, token, headers = {}, links = [] }: ApolloOptions): ApolloClient {
  const authLink = new SetContextLink(() => {
    const value = token();
    return { headers: { ...headers, ...(value === null ? {} : { 'x-auth-token': value }) } };
  });
  const client = new ApolloClient({
    link: ApolloLink.from([...links, authLink, new HttpLink({ uri: url })]),
    cache: createApolloCache(),
    defaultOptions: { mutate: { update: followMutation } },
  });
  onTestFinished(() => client.stop());
  return client;
}
