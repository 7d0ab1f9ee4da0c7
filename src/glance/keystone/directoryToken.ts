import { Cancellation } from '../../lib/cancellation.ts';
import type { Transport } from '../transport/call.ts';
import { callKeystone, decodeResponse } from './keystoneCall.ts';
import { createUnusableDirectory } from './directoryErrors.ts';
import { toKeystoneError, toUnexpectedResponseError } from './keystoneErrors.ts';
import { decodeExpiry, encodeCredential, type ApplicationCredential } from './wire/applicationCredential.ts';

/** How long before its expiry a token is not used any more. */
const SPARE_MS = 60_000;
const TIMEOUT_MS = 10_000;
/** How long after a refusal of the credential Keystone is not asked again. */
const REFUSED_MS = 30_000;

interface OwnToken {
  readonly token: string;
  readonly usableUntil: number;
}

/**
 * The gateway's own token, for the operator's directory. It is kept in memory until shortly before its expiry and is
 * never logged. All callers wait for the same request for a new token.
 */
export class DirectoryToken {
  readonly #transport: Transport;
  readonly #credential: ApplicationCredential;
  readonly #onMisconfiguration: (sentence: string) => void;
  #current: OwnToken | null = null;
  #fetching: Promise<OwnToken> | null = null;
  #refusedUntil = -Infinity;

  constructor(
    transport: Transport,
    credential: ApplicationCredential,
    onMisconfiguration: (sentence: string) => void = () => {},
  ) {
    this.#transport = transport;
    this.#credential = credential;
    this.#onMisconfiguration = onMisconfiguration;
  }

  /** @throws GlanceError of kind `unavailable` */
  async get(): Promise<string> {
    if (this.#current && Date.now() < this.#current.usableUntil) return this.#current.token;
    if (performance.now() < this.#refusedUntil) throw createUnusableDirectory();
    this.#fetching ??= this.#fetch().finally(() => (this.#fetching = null));
    this.#current = await this.#fetching;
    return this.#current.token;
  }

  /** To be called when Keystone refuses the token. */
  forget(token: string): void {
    if (this.#current?.token === token) this.#current = null;
  }

  async #fetch(): Promise<OwnToken> {
    const cancellation = Cancellation.start(TIMEOUT_MS);
    try {
      const body = encodeCredential(this.#credential);
      const request = { method: 'POST' as const, path: '/v3/auth/tokens?nocatalog', body };
      const response = await callKeystone(this.#transport, { token: '', cancellation }, request);
      const { status, subjectToken } = response;
      if (status === 401) {
        this.#refusedUntil = performance.now() + REFUSED_MS;
        this.#onMisconfiguration(
          'The identity service refuses the application credential of the directory (OS_APPLICATION_CREDENTIAL_ID).',
        );
        throw createUnusableDirectory();
      }
      if (status !== 201) throw toKeystoneError(response);
      if (subjectToken === null) throw toUnexpectedResponseError(new Error('no X-Subject-Token'));
      return { token: subjectToken, usableUntil: decodeResponse(response, decodeExpiry) - SPARE_MS };
    } finally {
      cancellation.stopTimer();
    }
  }
}
