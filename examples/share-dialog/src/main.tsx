import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { createSession } from './session/session.ts';
import { SessionContext } from './session/SessionContext.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no root');
createRoot(root).render(
  <StrictMode>
    <SessionContext value={createSession()}>
      <App />
    </SessionContext>
  </StrictMode>,
);
