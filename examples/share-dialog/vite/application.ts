import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { UserConfig } from 'vite';

/** What the application is built with, whoever serves it. */
export const application = {
  root: fileURLToPath(new URL('..', import.meta.url)),
  plugins: [react()],
  // In this workspace the kit has a copy of Apollo Client of its own.
  resolve: { dedupe: ['@apollo/client', 'graphql', 'rxjs', 'react'] },
} satisfies UserConfig;

/** The page and the gateway under one origin, so that no CORS is needed. */
export function toProxy(gatewayUrl: string): Record<string, string> {
  return { '^/(graphql|graphiql)$': gatewayUrl };
}
