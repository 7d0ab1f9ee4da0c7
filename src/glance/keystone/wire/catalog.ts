import { isObject } from '../../decode.ts';
import { withoutTrailingSlashes } from '../../transport/urlPath.ts';

export interface CatalogChoice {
  /** Any region unless given. */
  readonly region: string | null;
  readonly interface: 'public' | 'internal' | 'admin';
}

/** Why a catalog leads to no image service. `none`: it names none. `unusable`: it names one by no usable URL. */
export type CatalogLack = 'none' | 'unusable';

/**
 * Base URL of the image service, without `/v2`. Entries that cannot be read are passed over.
 * @param catalog services, as Keystone has them
 */
export function pickImageEndpoint(
  catalog: readonly unknown[],
  choice: CatalogChoice,
): { url: string } | { lack: CatalogLack } {
  let lack: CatalogLack = 'none';
  for (const service of catalog) {
    if (!isObject(service) || service['type'] !== 'image' || !Array.isArray(service['endpoints'])) continue;
    const endpoints: readonly unknown[] = service['endpoints'];
    for (const endpoint of endpoints) {
      if (!isObject(endpoint) || endpoint['interface'] !== choice.interface) continue;
      if (choice.region !== null && ![endpoint['region'], endpoint['region_id']].includes(choice.region)) continue;
      const url = parseServiceUrl(endpoint['url']);
      if (url !== null) return { url };
      lack = 'unusable';
    }
  }
  return { lack };
}

/** Null for what no call can be sent to: tokens go to a host over http or https, and nowhere else. */
function parseServiceUrl(value: unknown): string | null {
  if (typeof value !== 'string' || !URL.canParse(value)) return null;
  const url = new URL(value);
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!/^https?:$/.test(url.protocol) || url.hostname === '' || !isPlain) return null;
  return withoutTrailingSlashes(url.origin + url.pathname).replace(/\/v2(\.\d+)?$/, '');
}
