/** Whom the application acts for. The token lives in memory only: a reload signs out. */
export interface Account {
  readonly projectId: string;
  readonly token: string;
}

export type SessionState =
  | { readonly phase: 'signedOut' }
  | { readonly phase: 'signedIn'; readonly projectId: string }
  /** The token was refused; operations wait for another one. */
  | { readonly phase: 'expired'; readonly projectId: string };

export interface Session {
  readonly getState: () => SessionState;
  /** @returns what ends the subscription */
  readonly subscribe: (listener: () => void) => () => void;
  readToken(): string;
  signIn(account: Account): void;
  signOut(): void;
  /**
   * Asks the user for another token in the place of one that was refused. However many operations ask, one form is shown.
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
    signIn(account) {
      token = account.token;
      enter({ phase: 'signedIn', projectId: account.projectId });
      settle(true);
    },
    signOut() {
      token = '';
      enter({ phase: 'signedOut' });
      settle(false);
    },
    renew(refusedToken) {
      if (state.phase === 'signedOut') return Promise.resolve(false);
      // Another operation was refused first, and there is a newer token already.
      if (state.phase === 'signedIn' && token !== refusedToken) return Promise.resolve(true);
      if (state.phase === 'signedIn') enter({ phase: 'expired', projectId: state.projectId });
      return new Promise((resolve) => waiting.push(resolve));
    },
    giveUp() {
      if (state.phase === 'expired') enter({ phase: 'signedIn', projectId: state.projectId });
      settle(false);
    },
  };
}
