import { ApolloProvider } from '@apollo/client/react';
import { useState } from 'react';
import { createClient } from './client/createClient.ts';
import { ImageList } from './images/ImageList.tsx';
import { Inbox } from './inbox/Inbox.tsx';
import { LiveSign } from './live/LiveSign.tsx';
import { LiveContext, useSharing } from './live/useSharing.ts';
import type { SignedIn } from './session/session.ts';
import { useSession } from './session/SessionContext.ts';
import { Logo } from './ui/Logo.tsx';
import './workspace.css';

/** The screen of one project: its images and its inbox. */
export function Workspace({ who }: { readonly who: SignedIn }) {
  const { projectId, projectName, userName } = who;
  const session = useSession();
  const [client] = useState(() => createClient(session));
  const { state, retry } = useSharing(client, projectId);
  return (
    <ApolloProvider client={client}>
      <header className="bar">
        <Logo />
        <p className="bar-title">Image sharing</p>
        <LiveSign state={state} onRetry={retry} />
        <p className="bar-project">
          {userName !== null && <span className="bar-label">{userName} · </span>}
          <span className="bar-label">Project</span>{' '}
          {projectName === null ? <code>{projectId}</code> : <strong title={projectId}>{projectName}</strong>}
        </p>
        <button type="button" className="button button-quiet" onClick={() => session.signOut()}>
          Sign out
        </button>
      </header>
      <main className="workspace">
        <h1 className="visually-hidden">Image sharing</h1>
        <LiveContext value={state}>
          <ImageList projectId={projectId} />
          <Inbox projectId={projectId} />
        </LiveContext>
      </main>
    </ApolloProvider>
  );
}
