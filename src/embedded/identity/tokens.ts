import { randomBytes } from 'node:crypto';
import { toImpliedRoles } from '../policy.ts';
import type { Actor } from '../policy.ts';
import type { EmbeddedSeed } from '../seed.ts';
import { now } from '../store.ts';
import type { Credential, Directory, Scope, User } from './directory.ts';

/** How long a token is valid: a day, as long as anybody tries the embedded services out. */
const LIFETIME_MS = 86_400_000;

/** How long `refuseOnce` waits for the question whether the token is valid. */
const REFUSAL_MS = 1000;

export interface IdentityToken {
  readonly text: string;
  readonly user: User;
  readonly scope: Scope;
  /** With the roles that they imply. */
  readonly roles: readonly string[];
  readonly methods: readonly string[];
  /** Null for a token that comes from no application credential. */
  readonly credential: Credential | null;
  readonly auditId: string;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** The token as the embedded Glance sees it. */
  readonly actor: Actor;
}

export type NewToken = Pick<IdentityToken, 'user' | 'scope' | 'roles' | 'methods' | 'credential'>;

/** The tokens of the seed, and those that the embedded Keystone has issued. */
export class TokenStore {
  readonly #seeded = new Map<string, IdentityToken>();
  readonly #issued = new Map<string, IdentityToken>();
  readonly #revoked = new Set<string>();
  readonly #refusals = new Map<string, number[]>();

  constructor(seed: EmbeddedSeed, directory: Directory) {
    for (const [name, seeded] of Object.entries(seed.tokens)) {
      const scope = directory.toScope(seeded);
      const user = directory.findUser(seeded.user ?? name);
      const fresh = { user, scope, roles: seeded.roles, methods: ['password'], credential: null };
      this.#seeded.set(seeded.token, toToken(seeded.token, fresh));
    }
    for (const credential of directory.credentials) {
      const text = seed.applicationCredentials?.[credential.name]?.token;
      if (text === undefined) continue;
      const { user, scope, roles } = credential;
      this.#seeded.set(text, toToken(text, { user, scope, roles, methods: ['application_credential'], credential }));
    }
  }

  /** Undefined for a token that is unknown, has expired or was revoked. A token of the seed never expires. */
  find(text: string): IdentityToken | undefined {
    if (this.#revoked.has(text)) return undefined;
    const seeded = this.#seeded.get(text);
    if (seeded !== undefined) return seeded;
    const issued = this.#issued.get(text);
    return issued !== undefined && issued.expiresAt > now() ? issued : undefined;
  }

  /** True also for a token that has expired or was revoked. */
  hasIssued(text: string): boolean {
    return this.#seeded.has(text) || this.#issued.has(text);
  }

  /** @param expiresAt in a day unless given */
  issue(fresh: NewToken, expiresAt?: number): IdentityToken {
    const token = toToken(`gAAAAA${randomBytes(48).toString('base64url')}`, fresh, expiresAt);
    this.#issued.set(token.text, token);
    return token;
  }

  revoke(text: string): void {
    this.#revoked.add(text);
  }

  /**
   * The next question whether this token is valid is answered with no, as if the token had just expired. Forgotten after
   * a second without a question, so that no later operation meets the refusal.
   */
  refuseOnce(text: string): void {
    const waiting = this.#waitingRefusals(text);
    this.#refusals.set(text, [...waiting, now() + REFUSAL_MS]);
  }

  /** Whether `refuseOnce` was called for the token and no question was answered since. */
  takeRefusal(text: string): boolean {
    const [first, ...rest] = this.#waitingRefusals(text);
    if (rest.length > 0) this.#refusals.set(text, rest);
    else this.#refusals.delete(text);
    return first !== undefined;
  }

  /** Forgets every issued token and every revocation. */
  reset(): void {
    this.#issued.clear();
    this.#revoked.clear();
    this.#refusals.clear();
  }

  #waitingRefusals(text: string): number[] {
    return (this.#refusals.get(text) ?? []).filter((until) => until > now());
  }
}

function toToken(text: string, fresh: NewToken, expiresAt?: number): IdentityToken {
  const roles = toImpliedRoles(fresh.roles);
  const issuedAt = Math.floor(now() / 1000) * 1000;
  return {
    ...fresh,
    text,
    roles,
    auditId: randomBytes(16).toString('base64url'),
    issuedAt,
    expiresAt: expiresAt ?? issuedAt + LIFETIME_MS,
    actor: {
      project: fresh.scope.kind === 'project' ? fresh.scope.project.id : null,
      roles: new Set(roles),
      accessRules: fresh.credential?.accessRules ?? null,
    },
  };
}
