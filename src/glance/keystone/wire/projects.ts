import { decodeArray, decodeId, decodeObject, decodeText, isObject } from '../../decode.ts';

/** A project as Keystone names it. */
export interface NamedProject {
  /** 32 lower-case hexadecimal digits in every Keystone; other identity services have other IDs. */
  readonly id: string;
  /** Unique within its domain only. */
  readonly name: string;
  readonly domainId: string;
  /** Null where no response has named the domain. */
  readonly domainName: string | null;
}

/** One response to a list of projects. */
export interface ProjectsPage {
  /** The rows that can be read. A project that acts as a domain is left out, because it belongs to no domain. */
  readonly projects: readonly NamedProject[];
  /** The query of the next page, which begins with `?`; null for the last page. */
  readonly next: string | null;
  /** Whether Keystone has cut the list, which it does where its operator sets `list_limit`. */
  readonly isTruncated: boolean;
}

/** @throws DecodeError for a body that is no list of projects */
export function decodeProjectsPage(body: unknown, keeps: 'all' | 'enabled' = 'all'): ProjectsPage {
  const page = decodeObject(body, 'body');
  const rows = decodeArray(page['projects'], 'projects', (row) => row);
  return {
    projects: rows
      .filter((row) => keeps === 'all' || !isObject(row) || row['enabled'] !== false)
      .map(toProject)
      .filter((project) => project !== null),
    next: toQuery(isObject(page['links']) ? page['links']['next'] : null),
    isTruncated: page['truncated'] === true,
  };
}

/** Null for a row that cannot be read. */
function toProject(row: unknown): NamedProject | null {
  if (!isObject(row)) return null;
  const { id, name, domain_id: domainId } = row;
  if (typeof id !== 'string' || id === '' || typeof name !== 'string' || typeof domainId !== 'string') return null;
  return { id, name, domainId, domainName: null };
}

/** Decodes the response to `GET /v3/projects/{id}`. Null for a project that cannot be read. */
export function decodeProject(body: unknown): NamedProject | null {
  return toProject(decodeObject(body, 'body')['project']);
}

/** Decodes the response to `GET /v3/domains/{id}`. @throws DecodeError */
export function decodeDomainName(body: unknown): string {
  return decodeText(decodeObject(decodeObject(body, 'body')['domain'], 'domain')['name'], 'name');
}

/** Decodes the IDs in the response to `GET /v3/domains`. @throws DecodeError */
export function decodeDomainIds(body: unknown): readonly string[] {
  return decodeArray(decodeObject(body, 'body')['domains'], 'domains', (row) =>
    decodeId(decodeObject(row, 'domain')['id'], 'id'),
  );
}

/** A query that can stand in a path as it is. */
const QUERY = /\?[\x21\x22\x24-\x7e]{1,2000}$/;

/**
 * The query of a link. Only the query is taken, because the host and the path of the link may be those of another
 * interface, or of a stranger.
 */
function toQuery(link: unknown): string | null {
  return typeof link === 'string' ? (QUERY.exec(link.slice(link.indexOf('?')))?.[0] ?? null) : null;
}
