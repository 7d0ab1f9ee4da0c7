import { randomUUID } from 'node:crypto';
import type { Caller } from './caller.ts';
import { decodeArray, decodeObject, decodeText } from './decode.ts';
import { GlanceError } from './errors.ts';
import type { GlanceAnswer, Transport } from './transport.ts';
import { withoutTrailingSlashes } from './urlPath.ts';

export interface CatalogChoice {
  /** Any region unless given. */
  readonly region: string | null;
  readonly interface: 'public' | 'internal' | 'admin';
}

/** The identity service, asked with the caller's own token only. */
export interface Keystone {
  /** Whether the caller's token is known and valid. @throws GlanceError of kind `unavailable` when that cannot be told */
  acceptsToken(caller: Caller): Promise<boolean>;
  /**
   * Base URL of the image service in the token's catalog, without `/v2`.
   * @throws GlanceError of kind `unauthorized` for a bad token, `unavailable` for a catalog that has no such endpoint
   */
  findImageEndpoint(caller: Caller, choice: CatalogChoice): Promise<string>;
  close(): Promise<void>;
}

/** @param transport to the identity service, without `/v3` */
export function createKeystone(transport: Transport): Keystone {
  const get = (caller: Caller, path: string, headers: readonly string[] = []): Promise<GlanceAnswer> =>
    transport.send(caller, { method: 'GET', path, headers }, `req-${randomUUID()}`).catch((cause: unknown) => {
      throw unavailable(cause);
    });
  return {
    async acceptsToken(caller) {
      const { status } = await get(caller, '/v3/auth/tokens?nocatalog', ['x-subject-token', caller.token]);
      if (status === 200) return true;
      // A token may look at itself, so 404 is what a revoked one gets at most.
      if (status === 401 || status === 404) return false;
      throw unavailable();
    },
    async findImageEndpoint(caller, choice) {
      const answer = await get(caller, '/v3/auth/catalog');
      if (answer.status === 401) throw new GlanceError('unauthorized', { requestId: answer.requestId });
      if (answer.status !== 200) throw unavailable();
      try {
        return pickEndpoint(JSON.parse(answer.text), choice);
      } catch (cause) {
        throw unavailable(cause);
      }
    },
    close: () => transport.close(),
  };
}

function unavailable(cause?: unknown): GlanceError {
  return new GlanceError('unavailable', { outcome: 'notApplied', cause });
}

function pickEndpoint(body: unknown, choice: CatalogChoice): string {
  const services = decodeArray(decodeObject(body, 'catalog')['catalog'], 'catalog', (entry) =>
    decodeObject(entry, 'service'),
  );
  for (const service of services.filter(({ type }) => type === 'image')) {
    for (const endpoint of decodeArray(service['endpoints'], 'endpoints', (entry) => decodeObject(entry, 'endpoint'))) {
      const isInRegion = choice.region === null || [endpoint['region'], endpoint['region_id']].includes(choice.region);
      if (isInRegion && endpoint['interface'] === choice.interface) {
        return withoutTrailingSlashes(decodeText(endpoint['url'], 'url')).replace(/\/v2(\.\d+)?$/, '');
      }
    }
  }
  throw new Error('the catalog has no such image endpoint');
}
