import { Agent, request } from 'node:http';
import { onTestFinished } from 'vitest';

export interface SteadyLoad {
  /** How requests ended, by HTTP status or by the code of the error, and how many ended so. */
  readonly endings: ReadonlyMap<string, number>;
  /** Requests that were answered with 200. */
  readonly answered: number;
  /** Sends nothing more, and waits for what is under way. */
  stop(): Promise<void>;
}

const CLIENTS = 32;
const BODY = JSON.stringify({
  query: '{ imageMembers(imageId: "5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01") { memberId } }',
});
const HEADERS = { 'content-type': 'application/json', 'x-auth-token': 'a-token-of-a-client' };

/**
 * Clients that each send a request as soon as the last one ended.
 * @param keepsAlive one connection for all requests of a client; otherwise one for each
 */
export function startSteadyLoad(url: string, { keepsAlive }: { keepsAlive: boolean }): SteadyLoad {
  const endings = new Map<string, number>();
  const stopped = new AbortController();
  const send = (agent: Agent | false): Promise<string> =>
    new Promise((resolve) => {
      const sent = request(new URL('/graphql', url), { method: 'POST', agent, headers: HEADERS }, (response) => {
        response.on('error', (error: NodeJS.ErrnoException) => resolve(`cut ${error.code}`));
        response.resume().on('end', () => resolve(String(response.statusCode)));
      });
      sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      sent.end(BODY);
    });
  const client = async (): Promise<void> => {
    const agent = keepsAlive ? new Agent({ keepAlive: true, maxSockets: 1 }) : false;
    while (!stopped.signal.aborted) {
      const ending = await send(agent);
      endings.set(ending, (endings.get(ending) ?? 0) + 1);
      // Nobody is there any more; asking again at once would take the time of those who still are.
      if (ending !== '200') await new Promise((resolve) => setTimeout(resolve, 20));
    }
    if (agent) agent.destroy();
  };
  const clients = Array.from({ length: CLIENTS }, client);
  const stop = async (): Promise<void> => {
    stopped.abort();
    await Promise.all(clients);
  };
  onTestFinished(stop);
  return {
    endings,
    get answered() {
      return endings.get('200') ?? 0;
    },
    stop,
  };
}
