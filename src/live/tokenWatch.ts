import { GlanceError, isGlanceError, type TokenDescription } from '../glance/glance.ts';
import type { SharingSubscription } from './sharingFeed.ts';

/** The project that a subscriber's token is for. */
export interface Viewer {
  readonly projectId: string;
  /** Whether the token may read the memberships of every project. */
  readonly isAdmin: boolean;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** setTimeout takes no more. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * Asks the identity service who the token is for.
 * @throws GlanceError of kind `notConfigured`, `unauthorized`, `unavailable`, or `forbidden` for a token without a project
 */
export async function findViewer({ read }: Pick<SharingSubscription, 'read'>): Promise<Viewer> {
  const { project, roles, expiresAt }: TokenDescription = await read((glance) => glance.identity.describeToken());
  if (project === null) {
    const message = 'Sharing can be followed with a token for a project only.';
    throw new GlanceError('forbidden', { message, deniedByPolicy: true });
  }
  return { projectId: project.id, isAdmin: roles.includes('admin'), expiresAt: Date.parse(expiresAt) };
}

/**
 * Calls `end` with an error of kind `unauthorized` when the token expires, or when the identity service says that the
 * token is not valid any more. A failing identity service ends nothing.
 * @returns a function that ends the watch
 */
export function watchToken(
  subscription: Pick<SharingSubscription, 'read'>,
  { expiresAt }: Viewer,
  checkMs: number,
  end: (error: GlanceError) => void,
): () => void {
  const expire = (): void => {
    if (Date.now() >= expiresAt) end(new GlanceError('unauthorized'));
    else expiry = wait();
  };
  const wait = (): NodeJS.Timeout => setTimeout(expire, toDelay(expiresAt - Date.now())).unref();
  let expiry = wait();
  const check = setInterval(() => {
    findViewer(subscription).catch((error: unknown) => {
      if (isGlanceError(error, 'unauthorized')) end(error);
    });
  }, checkMs);
  check.unref();
  return () => {
    clearTimeout(expiry);
    clearInterval(check);
  };
}

function toDelay(milliseconds: number): number {
  return Math.min(Math.max(0, milliseconds), MAX_TIMEOUT_MS);
}
