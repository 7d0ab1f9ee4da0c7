import { isObject } from '../../decode.ts';
import { withoutTrailingSlashes } from '../../transport/urlPath.ts';

export interface CatalogChoice {
  /** Null for any region. */
  readonly region: string | null;
  readonly interface: 'public' | 'internal' | 'admin';
}

/** `none`: the catalog has no image service. `unusable`: the catalog has one, but its URL cannot be used. */
export type CatalogProblem = 'none' | 'unusable';

/**
 * Base URL of the image service, without `/v2`. Ignores entries that cannot be read.
 * @param catalog the list of services in Keystone's response
 */
export function pickImageEndpoint(
  catalog: readonly unknown[],
  choice: CatalogChoice,
): { url: string } | { problem: CatalogProblem } {
  let problem: CatalogProblem = 'none';
  for (const service of catalog) {
    if (!isObject(service) || service['type'] !== 'image' || !Array.isArray(service['endpoints'])) continue;
    const endpoints: readonly unknown[] = service['endpoints'];
    for (const endpoint of endpoints) {
      if (!isObject(endpoint) || endpoint['interface'] !== choice.interface) continue;
      if (choice.region !== null && ![endpoint['region'], endpoint['region_id']].includes(choice.region)) continue;
      const url = parseServiceUrl(endpoint['url']);
      if (url !== null) return { url };
      problem = 'unusable';
    }
  }
  return { problem };
}

/** Null for a value that is not an http or https URL with a host and without credentials and query. */
function parseServiceUrl(value: unknown): string | null {
  if (typeof value !== 'string' || !URL.canParse(value)) return null;
  const url = new URL(value);
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!/^https?:$/.test(url.protocol) || url.hostname === '' || !isPlain) return null;
  return withoutTrailingSlashes(url.origin + url.pathname).replace(/\/v2(\.\d+)?$/, '');
}
