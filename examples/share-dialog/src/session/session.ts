/** The project that is signed in, and the user where the gateway knows an identity service. */
export interface SignedIn {
  readonly projectId: string;
  readonly projectName: string | null;
  readonly userName: string | null;
}

interface Account extends SignedIn {
  readonly token: string;
}

/** The token is not part of the state: it is in memory only, so a reload signs the user out. */
export type SessionState =
  | { readonly phase: 'signedOut' }
  | { readonly phase: 'signedIn'; readonly who: SignedIn }
  /** The token was refused; operations wait for another token. */
  | { readonly phase: 'expired'; readonly who: SignedIn };

export interface Session {
  readonly getState: () => SessionState;
  /** @returns a function that ends the subscription */
  readonly subscribe: (listener: () => void) => () => void;
  readToken(): string;
  signIn(account: Account): void;
  signOut(): void;
  /**
   * Asks the user for another token after a token was refused. One form is shown, also when several operations ask.
   * @returns false when the user gives up
   */
  renew(refusedToken: string): Promise<boolean>;
  giveUp(): void;
}

export function createSession(): Session {
  const listeners = new Set<() => void>();
  let state: SessionState = { phase: 'signedOut' };
  let token = '';
  let waiting: ((isRenewed: boolean) => void)[] = [];

  function enter(next: SessionState): void {
    state = next;
    for (const listener of listeners) listener();
  }
  function settle(isRenewed: boolean): void {
    const settled = waiting;
    waiting = [];
    for (const resolve of settled) resolve(isRenewed);
  }
  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    readToken: () => token,
    signIn({ token: newToken, projectId, projectName, userName }) {
      token = newToken;
      enter({ phase: 'signedIn', who: { projectId, projectName, userName } });
      settle(true);
    },
    signOut() {
      token = '';
      enter({ phase: 'signedOut' });
      settle(false);
    },
    renew(refusedToken) {
      if (state.phase === 'signedOut') return Promise.resolve(false);
      // Return at once: another operation was refused before, and the user has given a newer token already.
      if (state.phase === 'signedIn' && token !== refusedToken) return Promise.resolve(true);
      if (state.phase === 'signedIn') enter({ phase: 'expired', who: state.who });
      return new Promise((resolve) => waiting.push(resolve));
    },
    giveUp() {
      if (state.phase === 'expired') enter({ phase: 'signedIn', who: state.who });
      settle(false);
    },
  };
}
