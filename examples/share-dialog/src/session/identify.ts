import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { isUnauthenticated, toTopLevelErrors } from '@glance-graphql/client';
import { WhoAmIDocument } from '../generated/graphql.ts';
import type { SignedIn } from './session.ts';

/** What the gateway says about a token. */
export type Identified =
  | { readonly kind: 'project'; readonly who: SignedIn }
  /** The token is for no project, and without a project nobody has images. */
  | { readonly kind: 'noProject'; readonly userName: string }
  /** The gateway knows no identity service, so only the user knows the project. */
  | { readonly kind: 'notConfigured' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'failed'; readonly message: string };

/** Asks who a token speaks for, before anybody is signed in. The client and its cache are used once. */
export async function identify(token: string): Promise<Identified> {
  const link = new HttpLink({ uri: '/graphql', headers: { 'x-auth-token': token } });
  const client = new ApolloClient({ link, cache: new InMemoryCache() });
  try {
    const { data } = await client.query({ query: WhoAmIDocument });
    if (!data?.viewer) return { kind: 'notConfigured' };
    const { userName, project } = data.viewer;
    if (!project) return { kind: 'noProject', userName };
    return { kind: 'project', who: { projectId: project.id, projectName: project.name, userName } };
  } catch (error) {
    return toProblem(error);
  } finally {
    client.stop();
  }
}

function toProblem(error: unknown): Identified {
  if (isUnauthenticated(error)) return { kind: 'refused' };
  const [first] = toTopLevelErrors(error);
  if (first?.code === 'NOT_CONFIGURED') return { kind: 'notConfigured' };
  return { kind: 'failed', message: first?.message ?? 'No response of the gateway came.' };
}
