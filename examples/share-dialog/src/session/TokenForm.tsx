import { useId, useState, type FormEvent } from 'react';
import type { DemoAccount } from './demoAccounts.ts';
import { useSession } from './SessionContext.ts';
import './tokenForm.css';

interface TokenFormProps {
  /** The project that the token must be for; undefined lets the user choose. */
  readonly projectId?: string;
  readonly accounts: readonly DemoAccount[];
}

/** A form for a token, which it gives to the session only. */
export function TokenForm({ projectId, accounts }: TokenFormProps) {
  const session = useSession();
  const id = useId();
  const [project, setProject] = useState(projectId ?? '');
  const [token, setToken] = useState('');

  function submit(event: FormEvent): void {
    event.preventDefault();
    session.signIn({ projectId: project.trim(), token: token.trim() });
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
        {projectId === undefined && (
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
        <button type="submit" className="button button-primary">
          Sign in
        </button>
      </form>
      {accounts.length > 0 && <DemoAccounts accounts={accounts} />}
    </>
  );
}

function DemoAccounts({ accounts }: { readonly accounts: readonly DemoAccount[] }) {
  const session = useSession();
  return (
    <section className="demo-accounts" aria-label="Demo accounts">
      <p>Demo accounts</p>
      <ul>
        {accounts.map((account) => (
          <li key={account.name}>
            <button type="button" className="demo-account" onClick={() => session.signIn(account)}>
              <strong>{account.name}</strong>
              <span>{account.description}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
