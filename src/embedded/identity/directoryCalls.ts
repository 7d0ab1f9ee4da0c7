import { URLSearchParams } from 'node:url';
import { toPythonJson } from '../pythonText.ts';
import { toJsonResponse } from '../response.ts';
import type { EmbeddedResponse } from '../response.ts';
import { toListResponse } from './identityCall.ts';
import type { TokenCall } from './identityCall.ts';
import { forbidden, IdentityFault } from './identityFault.ts';
import { mayGetDomain, mayGetProject, mayListDomains, mayListProjects, showsInList } from './identityPolicy.ts';
import { toWireDomain, toWireProject } from './views.ts';

/** `GET /v3/projects`, with the filters `name` and `domain_id`. */
export function listProjects(call: TokenCall): EmbeddedResponse {
  const { token, directory, base } = call;
  if (!mayListProjects(token)) throw forbidden('identity:list_projects');
  const filters = readFilters(call);
  const rows = directory.projects.filter(
    (project) =>
      showsInList(token, project) &&
      matches(filters.get('name'), project.name) &&
      matches(filters.get('domain_id'), project.domain.id),
  );
  return toListResponse(
    call,
    'projects',
    rows.map((project) => toWireProject(project, base)),
  );
}

/** `GET /v3/projects/{project_id}`. Somebody without rights is not told whether the project exists. */
export function showProject({ token, directory, base, id }: TokenCall): EmbeddedResponse {
  const project = directory.projects.find((one) => one.id === id);
  if (!mayGetProject(token, project)) throw forbidden('identity:get_project');
  if (project === undefined) throw new IdentityFault(404, `Could not find project: ${id}.`);
  return toJsonResponse(toPythonJson({ project: toWireProject(project, base) }));
}

/** `GET /v3/domains`, with the filter `name`. */
export function listDomains(call: TokenCall): EmbeddedResponse {
  if (!mayListDomains(call.token)) throw forbidden('identity:list_domains');
  const filters = readFilters(call);
  const rows = call.directory.domains.filter(({ name }) => matches(filters.get('name'), name));
  return toListResponse(
    call,
    'domains',
    rows.map((domain) => toWireDomain(domain, call.base)),
  );
}

/** `GET /v3/domains/{domain_id}` */
export function showDomain({ token, directory, base, id }: TokenCall): EmbeddedResponse {
  const domain = directory.domains.find((one) => one.id === id);
  if (!mayGetDomain(token, domain)) throw forbidden('identity:get_domain');
  if (domain === undefined) throw new IdentityFault(404, `Could not find domain: ${id}.`);
  return toJsonResponse(toPythonJson({ domain: toWireDomain(domain, base) }));
}

function readFilters({ request }: TokenCall): ReadonlyMap<string, string> {
  return new Map(new URLSearchParams(request.query));
}

function matches(filter: string | undefined, value: string): boolean {
  return filter === undefined || filter === value;
}
