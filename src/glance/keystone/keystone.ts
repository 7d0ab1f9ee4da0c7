import type { Caller } from '../caller.ts';
import { pickImageEndpoint, type CatalogChoice } from './wire/catalog.ts';
import { decodeArray, decodeObject } from '../decode.ts';
import { GlanceError } from '../errors.ts';
import { callKeystone, decodeResponse, isRefusal } from './keystoneCall.ts';
import { toKeystoneError, toCatalogError, toCatalogSentence } from './keystoneErrors.ts';
import { decodeKeystoneToken, describeWrongScope, type KeystoneToken } from './wire/keystoneToken.ts';
import type { GlanceResponse, Transport } from '../transport/call.ts';

/** The identity service. Every call is made with the caller's own token. */
export interface Keystone {
  /**
   * @returns null for a token that is not valid, `undescribed` for a valid token that is too long for a description
   * @throws GlanceError of kind `forbidden` when Keystone knows the token but refuses it, `unavailable` when Keystone
   * fails
   */
  findToken(caller: Caller): Promise<KeystoneToken | 'undescribed' | null>;
  /**
   * Base URL of the image service in the token's catalog, without `/v2`.
   * @throws GlanceError of kind `unauthorized` for a bad token, `forbidden` for a token without a project,
   * `unavailable` when Keystone fails, and `unavailable` but not retryable when the catalog has no such endpoint
   */
  findImageEndpoint(caller: Caller, choice: CatalogChoice): Promise<string>;
}

/** A longer token is sent once, not twice as token and as subject, because uwsgi resets requests over 32 KiB. */
const MAX_SUBJECT_LENGTH = 8192;

/**
 * @param transport to the identity service, without `/v3`
 * @param onMisconfiguration called once, with a sentence, for each region or interface that catalogs do not have
 */
export function createKeystone(
  transport: Transport,
  onMisconfiguration: (sentence: string) => void = () => {},
): Keystone {
  const reported = new Set<string>();

  const get = (caller: Caller, path: string, headers: readonly string[] = []): Promise<GlanceResponse> =>
    callKeystone(transport, caller, { method: 'GET', path, headers });

  async function describe(caller: Caller, path: string): Promise<KeystoneToken | null> {
    const response = await get(caller, path, ['x-subject-token', caller.token]);
    if (response.status === 200) return decodeResponse(response, decodeKeystoneToken);
    if (isRefusal(response)) return null;
    throw toKeystoneError(response);
  }

  function pick(catalog: readonly unknown[], choice: CatalogChoice): string {
    const found = pickImageEndpoint(catalog, choice);
    if ('url' in found) return found.url;
    const sentence = toCatalogSentence(found.problem, choice);
    if (!reported.has(sentence)) {
      reported.add(sentence);
      onMisconfiguration(sentence);
    }
    throw toCatalogError(found.problem);
  }

  return {
    async findToken(caller) {
      if (caller.token.length <= MAX_SUBJECT_LENGTH) return describe(caller, '/v3/auth/tokens?nocatalog');
      const response = await get(caller, '/v3/auth/catalog');
      // 403: the token is valid, but has no project.
      if (response.status === 200 || response.status === 403) return 'undescribed';
      if (isRefusal(response)) return null;
      throw toKeystoneError(response);
    },
    async findImageEndpoint(caller, choice) {
      const response = await get(caller, '/v3/auth/catalog');
      const { status, requestId } = response;
      if (status === 200) return pick(decodeResponse(response, decodeCatalog), choice);
      if (status === 401) throw new GlanceError('unauthorized', { requestId });
      if (status !== 403 && !isRefusal(response)) throw toKeystoneError(response);
      // The response does not say why Keystone refuses the catalog. The description of the token does.
      const token = await describe(caller, '/v3/auth/tokens');
      if (token === null) throw new GlanceError('unauthorized', { requestId });
      const wrongScope = describeWrongScope(token.scope);
      if (wrongScope === null) return pick(token.catalog, choice);
      const message = `The token is ${wrongScope}. Images are listed and shared with a token for a project.`;
      throw new GlanceError('forbidden', { message, requestId, deniedByPolicy: true });
    },
  };
}

function decodeCatalog(body: unknown): readonly unknown[] {
  return decodeArray(decodeObject(body, 'body')['catalog'], 'catalog', (service) => service);
}
