import { toId } from './directory.ts';
import type { Domain, NamedProject, Scope } from './directory.ts';
import type { IdentityToken } from './tokens.ts';

type Json = Readonly<Record<string, unknown>>;

const REGION = 'RegionOne';

/** @param base URL of the embedded Keystone without `/v3` */
export function toVersion(base: string): Json {
  return {
    id: 'v3.14',
    status: 'stable',
    updated: '2020-04-07T00:00:00Z',
    links: [{ rel: 'self', href: `${base}/v3/` }],
    'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' }],
  };
}

/** @param catalog null leaves the catalog out, as Keystone does for `nocatalog` and for a token without a project */
export function toWireToken(token: IdentityToken, catalog: readonly Json[] | null): Json {
  const { user, scope, methods, auditId, credential } = token;
  return {
    token: {
      methods,
      user: { domain: user.domain, id: user.id, name: user.name, password_expires_at: null },
      audit_ids: [auditId],
      expires_at: toKeystoneTime(token.expiresAt),
      issued_at: toKeystoneTime(token.issuedAt),
      ...toWireScope(scope, token.roles),
      ...(catalog !== null && scope.kind !== 'none' && { catalog }),
      ...(credential !== null && {
        application_credential: {
          id: credential.id,
          name: credential.name,
          restricted: true,
          ...(credential.accessRules !== null && {
            access_rules: credential.accessRules.map(({ service, path, method }, index) => ({
              id: toId(`access rule ${credential.id} ${index}`),
              service,
              path,
              method,
            })),
          }),
        },
      }),
    },
  };
}

function toWireScope(scope: Scope, roleNames: readonly string[]): Json {
  const roles = roleNames.map((name) => ({ id: toId(`role ${name}`), name }));
  switch (scope.kind) {
    case 'project': {
      const { domain, id, name } = scope.project;
      return { project: { domain, id, name }, is_domain: false, roles };
    }
    case 'domain':
      return { domain: scope.domain, roles };
    case 'system':
      return { roles, system: { all: true } };
    case 'none':
      return {};
  }
}

export function toWireProject({ id, name, domain }: NamedProject, base: string): Json {
  return {
    id,
    name,
    domain_id: domain.id,
    description: '',
    enabled: true,
    parent_id: domain.id,
    is_domain: false,
    tags: [],
    options: {},
    links: { self: `${base}/v3/projects/${id}` },
  };
}

export function toWireDomain({ id, name }: Domain, base: string): Json {
  return {
    id,
    name,
    description: id === 'default' ? 'The default domain' : '',
    enabled: true,
    tags: [],
    options: {},
    links: { self: `${base}/v3/domains/${id}` },
  };
}

/** The catalog: the embedded Keystone and the embedded Glance. @param origin such as `http://127.0.0.1:9292` */
export function toCatalog(origin: string, base: string): readonly Json[] {
  return [toService('identity', 'keystone', `${base}/v3/`), toService('image', 'glance', origin)];
}

function toService(type: string, name: string, url: string): Json {
  const endpoints = ['public', 'internal', 'admin'].map((face) => ({
    id: toId(`endpoint ${type} ${face}`),
    interface: face,
    region_id: REGION,
    url,
    region: REGION,
  }));
  return { endpoints, id: toId(`service ${type}`), type, name };
}

/** A time with six digits of microseconds. */
function toKeystoneTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}.000000Z`;
}
