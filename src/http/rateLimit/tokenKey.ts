import { hash } from 'node:crypto';

/**
 * What stands for a token where it is remembered; empty without a token. All replicas must agree on it, so there is no
 * salt; tokens are too random to be found by trying. 132 bits are kept.
 */
export function toTokenKey(token: string | null): string {
  return token === null ? '' : hash('sha256', token, 'base64url').slice(0, 22);
}
