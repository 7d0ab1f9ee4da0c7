import { useId, useState, type FormEvent } from 'react';
import { DemoAccounts } from './DemoAccounts.tsx';
import type { DemoAccount } from './demoAccounts.ts';
import type { SignedIn } from './session.ts';
import { useSignIn } from './useSignIn.ts';
import './tokenForm.css';

interface TokenFormProps {
  /** The project that the token must be for; undefined takes any project. */
  readonly expected?: SignedIn;
  readonly accounts: readonly DemoAccount[];
}

/** A form for a token. The gateway says which project the token is for; only without an identity service the user does. */
export function TokenForm({ expected, accounts }: TokenFormProps) {
  const { isBusy, problem, needsProject, signIn } = useSignIn(expected);
  const id = useId();
  const [project, setProject] = useState('');
  const [token, setToken] = useState('');

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!isBusy) void signIn(token.trim(), expected?.projectId ?? (project.trim() || undefined));
  }

  return (
    <>
      <form className="token-form" onSubmit={submit}>
        <label htmlFor={`${id}-token`}>Token</label>
        <input
          id={`${id}-token`}
          data-initial-focus
          type="password"
          autoComplete="off"
          required
          aria-describedby={`${id}-hint`}
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
        <p id={`${id}-hint`} className="hint">
          From <code>openstack token issue</code>. It is kept in memory only.
        </p>
        {needsProject && (
          <>
            <label htmlFor={`${id}-project`}>Project ID</label>
            <input
              id={`${id}-project`}
              autoComplete="off"
              spellCheck={false}
              required
              value={project}
              onChange={(event) => setProject(event.target.value)}
            />
          </>
        )}
        <p role="alert" className="form-problem">
          {problem}
        </p>
        <button type="submit" className="button button-primary" aria-disabled={isBusy}>
          {isBusy ? 'Signing in…' : 'Sign in'}
        </button>
      </form>
      {accounts.length > 0 && (
        <DemoAccounts
          accounts={accounts}
          onChoose={(account) => {
            if (!isBusy) void signIn(account.token, account.projectId);
          }}
        />
      )}
    </>
  );
}
