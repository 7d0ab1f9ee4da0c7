import { Agent, request } from 'undici';

export const GOOD_TOKEN = 'known-good-token-of-an-owner';

const QUERY = '{ image(id: "5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01") { name } }';
const EVERY_MS = 50;
/** Longer than any operation may take: a busy machine makes answers late, only the gateway loses them. */
const PATIENCE_MS = 60_000;

/** What a well-behaved client got. */
export interface GoodClientCounts {
  sent: number;
  answered: number;
  lost: number;
  slowestMs: number;
  /** How requests were lost: a code, a status or a failure, with how often it was met. */
  readonly losses: Map<string, number>;
}

/** A client that asks for one image in regular intervals, whatever became of its last question. */
export interface GoodClient {
  readonly counts: GoodClientCounts;
  /** Resolves when the last question is answered. */
  stop(): Promise<GoodClientCounts>;
}

/** Resolves when its first question is answered, so that the image service has accepted its token. */
export async function startGoodClient(url: string): Promise<GoodClient> {
  const agent = new Agent({ connections: 32, pipelining: 1 });
  const counts: GoodClientCounts = { sent: 0, answered: 0, lost: 0, slowestMs: 0, losses: new Map() };
  const lose = (reason: string): void => {
    counts.lost += 1;
    counts.losses.set(reason, (counts.losses.get(reason) ?? 0) + 1);
  };
  const ask = async (): Promise<void> => {
    counts.sent += 1;
    const asked = performance.now();
    try {
      const { statusCode, body } = await request(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-auth-token': GOOD_TOKEN },
        body: JSON.stringify({ query: QUERY }),
        dispatcher: agent,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const text = await body.text();
      if (statusCode === 200 && !text.includes('"errors"')) counts.answered += 1;
      else lose(/"code":"(\w+)"/.exec(text)?.[1] ?? String(statusCode));
    } catch (error) {
      lose(error instanceof Error ? error.name : 'failure');
    }
    counts.slowestMs = Math.max(counts.slowestMs, performance.now() - asked);
  };
  await ask();
  const open: Promise<void>[] = [];
  const timer = setInterval(() => void open.push(ask()), EVERY_MS);
  return {
    counts,
    async stop() {
      clearInterval(timer);
      await Promise.all(open);
      await agent.destroy();
      return counts;
    },
  };
}
