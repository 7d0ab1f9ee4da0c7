import type { DemoAccount } from './demoAccounts.ts';

interface DemoAccountsProps {
  readonly accounts: readonly DemoAccount[];
  readonly onChoose: (account: DemoAccount) => void;
}

export function DemoAccounts({ accounts, onChoose }: DemoAccountsProps) {
  return (
    <section className="demo-accounts" aria-label="Demo accounts">
      <p>Demo accounts</p>
      <ul>
        {accounts.map((account) => (
          <li key={account.name}>
            <button type="button" className="demo-account" onClick={() => onChoose(account)}>
              <strong>{account.name}</strong>
              <span>{account.description}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
