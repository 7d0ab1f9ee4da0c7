import type { IncomingMessage } from 'node:http';

/**
 * Browsers have no CORS for WebSockets: the server has to look at the origin itself. A page of the same host and of the
 * listed origins may connect, and a client that is no browser, which sends no origin.
 */
export function createOriginCheck(origins: readonly string[]): (request: IncomingMessage) => boolean {
  const allowed = new Set(origins);
  return ({ headers: { origin, host } }) => {
    if (origin === undefined || allowed.has(origin)) return true;
    return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
  };
}
