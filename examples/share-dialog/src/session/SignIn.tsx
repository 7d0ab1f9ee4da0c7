import { Logo } from '../ui/Logo.tsx';
import { TokenForm } from './TokenForm.tsx';
import { useDemoAccounts } from './useDemoAccounts.ts';
import './signIn.css';

export function SignIn() {
  const accounts = useDemoAccounts();
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <Logo />
        <h1>Image sharing</h1>
        <p className="sign-in-lead">Share the images of your project, and decide about what others share with you.</p>
        <TokenForm accounts={accounts} />
      </div>
    </main>
  );
}
