import { toJsonResponse } from './response.ts';
import type { EmbeddedResponse } from './response.ts';
import { toPythonJson } from './pythonText.ts';

const VERSIONS = [
  '2.15',
  '2.13',
  '2.12',
  '2.11',
  '2.10',
  '2.9',
  '2.8',
  '2.7',
  '2.6',
  '2.5',
  '2.4',
  '2.3',
  '2.2',
  '2.1',
  '2.0',
];

/** @param apiMinor minor number of the newest version in the list */
export function toVersionsResponse(origin: string, status: 200 | 300, apiMinor: number): EmbeddedResponse {
  const known = VERSIONS.filter((version) => Number(version.slice(2)) <= apiMinor);
  const versions = known.map((version, index) => ({
    id: `v${version}`,
    status: index === 0 ? 'CURRENT' : 'SUPPORTED',
    links: [{ rel: 'self', href: `${origin}/v2/` }],
  }));
  return toJsonResponse(toPythonJson({ versions }), status);
}

/** The path below the version prefix, or undefined when the path does not begin with a version of this Glance. */
export function splitVersion(path: string): string | undefined {
  const [, prefix = '', rest = ''] = /^\/*([^/]*)(.*)$/s.exec(path) ?? [];
  return prefix === 'v2' || VERSIONS.includes(prefix.slice(1)) ? rest : undefined;
}
