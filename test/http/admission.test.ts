import { describe, expect, it } from 'vitest';
import { startGateway, type Gateway, type GatewayAnswer } from '../support/gateway.ts';
import { toImageRow } from '../support/imageRow.ts';
import { startUpstream } from '../support/scriptedUpstream.ts';

const ID = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
const QUERY = '{ image(id: "5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01") { name } }';
const OVERLOADED = {
  status: 503,
  body: {
    errors: [
      {
        message: 'The gateway is overloaded.',
        extensions: { code: 'UPSTREAM_UNAVAILABLE', retryable: true, retryAfterSeconds: 1 },
      },
    ],
  },
};
const GREEDY = 'token-of-the-greedy';
const GOOD = 'token-of-the-good';

interface Stage {
  readonly gateway: Gateway;
  /** Tokens of all calls that came. */
  readonly calls: () => string[];
  ask(token: string, address?: string, signal?: AbortSignal): Promise<GatewayAnswer>;
  /** Answers all calls that are held, and those that come later. */
  release(): void;
}

async function startStage(env: Record<string, string>): Promise<Stage> {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const glance = await startUpstream(async () => {
    await released;
    return { status: 200, body: toImageRow(ID, 'an image') };
  });
  const gateway = await startGateway({ endpoint: glance.url, env: { TRUSTED_PROXIES: '1', ...env } });
  return {
    gateway,
    release,
    calls: () => glance.requests.map(({ token }) => token),
    ask: (token, address = '192.0.2.1', signal) =>
      gateway.send('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-auth-token': token, 'x-forwarded-for': address },
        body: JSON.stringify({ query: QUERY }),
        ...(signal ? { signal } : {}),
      }),
  };
}

const IMAGE = { status: 200, body: { data: { image: { name: 'an image' } } } };

describe('running operations', () => {
  it.each([
    ['its address', '192.0.2.1'],
    ['another address', '192.0.2.2'],
  ])(
    'are refused to a token with more than a quarter, and another token from %s waits for its turn',
    async (_n, address) => {
      const { ask, release, calls } = await startStage({ MAX_OPERATIONS: '8' });
      const greedy = Array.from({ length: 8 }, () => ask(GREEDY));
      await expect.poll(() => calls().length).toBe(8);
      expect(await ask(GREEDY)).toMatchObject(OVERLOADED);
      const good = ask(GOOD, address);
      // A question that is refused was asked after the good one, so that the good one waits now.
      expect(await ask(GREEDY)).toMatchObject(OVERLOADED);
      expect(calls()).not.toContain(GOOD);
      release();
      expect(await good).toMatchObject(IMAGE);
      expect(await Promise.all(greedy)).toMatchObject(greedy.map(() => IMAGE));
    },
  );

  it('are refused to an address with more than a quarter, however many tokens it has, and another one waits', async () => {
    const { ask, release, calls } = await startStage({ MAX_OPERATIONS: '8' });
    const greedy = Array.from({ length: 8 }, (_value, index) => ask(`${GREEDY}-${index}`));
    await expect.poll(() => calls().length).toBe(8);
    expect(await ask(`${GREEDY}-8`)).toMatchObject(OVERLOADED);
    const good = ask(GOOD, '192.0.2.2');
    expect(await ask(`${GREEDY}-9`)).toMatchObject(OVERLOADED);
    release();
    expect(await good).toMatchObject(IMAGE);
    await Promise.all(greedy);
  });

  it('are refused at once where many have a little each', async () => {
    const { ask, release, calls } = await startStage({ MAX_OPERATIONS: '8' });
    const many = Array.from({ length: 8 }, (_value, index) => ask(`token-of-number-${index}`, `192.0.2.${index + 10}`));
    await expect.poll(() => calls().length).toBe(8);
    expect(await ask(GOOD, '192.0.2.2')).toMatchObject(OVERLOADED);
    release();
    const answers = await Promise.all(many);
    expect(answers.filter(({ status }) => status === 200).length).toBe(8);
  });

  it('that wait end with their client', async () => {
    const { ask, release, calls } = await startStage({ MAX_OPERATIONS: '8' });
    const greedy = Array.from({ length: 8 }, () => ask(GREEDY));
    await expect.poll(() => calls().length).toBe(8);
    const leaving = new AbortController();
    const left = ask(GOOD, '192.0.2.2', leaving.signal).catch(() => 'left');
    expect(await ask(GREEDY)).toMatchObject(OVERLOADED);
    leaving.abort();
    expect(await left).toBe('left');
    release();
    await Promise.all(greedy);
    expect(await ask(`${GOOD}-2`)).toMatchObject(IMAGE);
    expect(calls()).not.toContain(GOOD);
  });
});
