import { hash } from 'node:crypto';

/**
 * A hash that replaces the token wherever the gateway remembers something about it; empty without a token. There is no
 * salt, because all replicas need the same hash, and tokens are too random to be found by trying. The hash has 132
 * bits.
 */
export function toTokenKey(token: string | null): string {
  return token === null ? '' : hash('sha256', token, 'base64url').slice(0, 22);
}
