import { startUpstream, type ScriptedUpstream, type UpstreamRequest, type UpstreamStep } from './scriptedUpstream.ts';
import { status } from './testGlance.ts';

export interface ScriptedProject {
  readonly id: string;
  readonly name: string;
  readonly domain_id: string | null;
  readonly enabled?: boolean;
}

export interface KeystoneScript {
  /** Fields of the token's description; undefined removes a field. */
  readonly token?: Readonly<Record<string, unknown>>;
  readonly own?: readonly ScriptedProject[];
  /** The projects that the token may read by its rights; null refuses with 403. */
  readonly readable?: readonly ScriptedProject[] | null;
  /** Replaces the response to a request; undefined leaves it. */
  readonly intercept?: (request: UpstreamRequest) => UpstreamStep | undefined;
}

export const ALPHA = toProject(1, 'alpha');
export const BETA = toProject(2, 'beta');

export const HOME = { id: 'default', name: 'Default' };
export const SECOND = { id: 'd'.repeat(32), name: 'Second' };

const USER = { id: 'a'.repeat(32), name: 'ada', domain: HOME };

/** A project with an ID that is made of its number. */
export function toProject(number: number, name: string, domainId: string | null = 'default'): ScriptedProject {
  return { id: String(number).padStart(32, '0'), name, domain_id: domainId };
}

export const forbidden = status(403, {}, { error: { code: 403, message: 'not authorized', title: 'Forbidden' } });
export const notFound = status(404, {}, { error: { code: 404, message: 'Could not find', title: 'Not Found' } });

/** A Keystone with one user, and a token of it for project alpha with the role member, unless the script says other. */
export function startKeystone(script: KeystoneScript = {}): Promise<ScriptedUpstream> {
  const { own = [ALPHA], readable = null, intercept, token } = script;
  const isAdmin = readable !== null;
  const description = {
    methods: ['password'],
    user: USER,
    project: { id: ALPHA.id, name: ALPHA.name, domain: HOME },
    roles: [{ id: 'r', name: isAdmin ? 'admin' : 'member' }],
    expires_at: '2026-11-27T12:38:33.000000Z',
    ...token,
  };
  const answer = ({ url }: UpstreamRequest): UpstreamStep => {
    const { pathname, searchParams } = new URL(url, 'http://keystone.invalid');
    if (pathname === '/v3/auth/tokens') return status(200, {}, { token: description });
    if (pathname === '/v3/auth/projects') return status(200, {}, toList(own));
    if (readable === null) return forbidden;
    if (pathname === '/v3/projects') return status(200, {}, toList(readable.filter(toFilter(searchParams))));
    if (pathname === '/v3/domains') {
      const domains = [HOME, SECOND].filter(({ name }) => name === searchParams.get('name'));
      return status(200, {}, { domains });
    }
    const [, noun, id] = /^\/v3\/(projects|domains)\/(.+)$/.exec(pathname) ?? [];
    const project = noun === 'projects' ? readable.find((row) => row.id === id) : undefined;
    const domain = noun === 'domains' ? [HOME, SECOND].find((row) => row.id === id) : undefined;
    if (project) return status(200, {}, { project });
    return domain ? status(200, {}, { domain }) : notFound;
  };
  return startUpstream((request) => intercept?.(request) ?? answer(request));
}

export function toList(projects: readonly unknown[], next: string | null = null): object {
  return { projects, links: { next, self: 'http://keystone.invalid/v3/projects', previous: null } };
}

function toFilter(search: URLSearchParams): (project: ScriptedProject) => boolean {
  const [name, domainId] = [search.get('name'), search.get('domain_id')];
  return (project) => (name === null || project.name === name) && (domainId === null || project.domain_id === domainId);
}
