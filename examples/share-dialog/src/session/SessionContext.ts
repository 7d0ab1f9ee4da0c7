import { createContext, use, useSyncExternalStore } from 'react';
import { createSession, type Session, type SessionState } from './session.ts';

export const SessionContext = createContext<Session>(createSession());

export function useSession(): Session {
  return use(SessionContext);
}

export function useSessionState(): SessionState {
  const { subscribe, getState } = useSession();
  return useSyncExternalStore(subscribe, getState);
}
