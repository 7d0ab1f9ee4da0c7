import { SignIn } from './session/SignIn.tsx';
import { SignInAgain } from './session/SignInAgain.tsx';
import { useSessionState } from './session/SessionContext.ts';
import { Workspace } from './Workspace.tsx';

export function App() {
  const state = useSessionState();
  if (state.phase === 'signedOut') return <SignIn />;
  return (
    <>
      <Workspace key={state.who.projectId} who={state.who} />
      {state.phase === 'expired' && <SignInAgain who={state.who} />}
    </>
  );
}
