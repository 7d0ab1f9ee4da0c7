import { ApolloProvider } from '@apollo/client/react';
import { useState } from 'react';
import { createClient } from './client/createClient.ts';
import { ImageList } from './images/ImageList.tsx';
import { Inbox } from './inbox/Inbox.tsx';
import { useSession } from './session/SessionContext.ts';
import { Logo } from './ui/Logo.tsx';
import './workspace.css';

/** The screen of one project: its images and its inbox. */
export function Workspace({ projectId }: { readonly projectId: string }) {
  const session = useSession();
  const [client] = useState(() => createClient(session));
  return (
    <ApolloProvider client={client}>
      <header className="bar">
        <Logo />
        <p className="bar-title">Image sharing</p>
        <p className="bar-project">
          <span className="bar-label">Project</span> <code>{projectId}</code>
        </p>
        <button type="button" className="button button-quiet" onClick={() => session.signOut()}>
          Sign out
        </button>
      </header>
      <main className="workspace">
        <h1 className="visually-hidden">Image sharing</h1>
        <ImageList projectId={projectId} />
        <Inbox projectId={projectId} />
      </main>
    </ApolloProvider>
  );
}
