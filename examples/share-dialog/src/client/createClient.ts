import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { apolloCacheOptions, followMutation } from '@glance-graphql/client/apollo';
import type { Session } from '../session/session.ts';
import { createRenewalLink } from './renewalLink.ts';

/** Creates a client for one project, so that its cache is never shown to another project. */
export function createClient(session: Session): ApolloClient {
  const tokenLink = new SetContextLink(({ headers }) => {
    const token = session.readToken();
    return { token, headers: { ...headers, 'x-auth-token': token } };
  });
  return new ApolloClient({
    // So that the operator's logs name this application.
    clientAwareness: { name: 'share-dialog', version: '0.1.0' },
    link: ApolloLink.from([createRenewalLink(session), tokenLink, new HttpLink({ uri: '/graphql' })]),
    cache: new InMemoryCache(apolloCacheOptions),
    // Every list on the screen follows what a mutation has changed.
    defaultOptions: { mutate: { update: followMutation } },
  });
}
