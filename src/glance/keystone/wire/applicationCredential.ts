import { decodeObject, decodeTimestamp } from '../../decode.ts';

export interface ApplicationCredential {
  readonly id: string;
  readonly secret: string;
}

/** The body of `POST /v3/auth/tokens` for a token of an application credential. Holds the secret: never log it. */
export function encodeCredential({ id, secret }: ApplicationCredential): string {
  const identity = { methods: ['application_credential'], application_credential: { id, secret } };
  return JSON.stringify({ auth: { identity } });
}

/** When the new token expires, in milliseconds of the clock. @throws DecodeError */
export function decodeExpiry(body: unknown): number {
  return Date.parse(
    decodeTimestamp(decodeObject(decodeObject(body, 'body')['token'], 'token')['expires_at'], 'expires_at'),
  );
}
