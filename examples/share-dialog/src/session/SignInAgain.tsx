import { Dialog } from '../ui/Dialog.tsx';
import type { SignedIn } from './session.ts';
import { useSession } from './SessionContext.ts';
import { TokenForm } from './TokenForm.tsx';
import { useDemoAccounts } from './useDemoAccounts.ts';

/** A form over the current screen. The user's task goes on with the new token. */
export function SignInAgain({ who }: { readonly who: SignedIn }) {
  const session = useSession();
  const accounts = useDemoAccounts().filter(({ projectId }) => projectId === who.projectId);
  return (
    <Dialog
      title="Sign in again"
      subtitle="Your token was refused or has expired. What you were doing is repeated with the new one."
      className="dialog-narrow"
      onClose={() => session.giveUp()}
    >
      <TokenForm expected={who} accounts={accounts} />
    </Dialog>
  );
}
