import { describe, expect, it, onTestFinished } from 'vitest';
import { Cancellation } from '../../../src/lib/cancellation.ts';
import type { Caller } from '../../../src/glance/caller.ts';
import { createGlance, type Glance } from '../../../src/glance/glance.ts';
import { startRecordingGlance, type RecordedAnswer } from '../../support/startRecordingGlance.ts';
import { IMAGE, MEMBER, MEMBER_ROW } from '../../support/addImageMember.ts';
import { createRandom } from '../../support/random.ts';

const KEY = { imageId: IMAGE, memberId: MEMBER };
const ROW = { status: 200, body: JSON.stringify(MEMBER_ROW) };
const INVENTED = 490;

interface Scene {
  readonly glance: Glance;
  /** `token METHOD` of each write, in the order in which they came. */
  readonly writes: string[];
  readonly mostAddsAtOnce: () => number;
  /** Lets the first write be answered. */
  readonly release: () => void;
  caller(token: string): Caller;
  /** Resolves when the first write has come. */
  readonly firstWrite: Promise<void>;
}

/** Refuses every token that begins with `invented`; the first request and the writes wait to be released. */
async function start(): Promise<Scene> {
  const writes: string[] = [];
  let [adding, most] = [0, 0];
  let requests = 0;
  const isFirst = (): boolean => requests++ === 0;
  let [release, come] = [(): void => {}, (): void => {}];
  const released = new Promise<void>((resolve) => (release = resolve));
  const firstWrite = new Promise<void>((resolve) => (come = resolve));
  const { url } = await startRecordingGlance(async ({ method, token }): Promise<RecordedAnswer> => {
    if (method !== 'GET') writes.push(`${token} ${method}`);
    if (method === 'POST') most = Math.max(most, (adding += 1));
    // A removal begins with a look.
    if (method !== 'GET' || isFirst()) {
      come();
      await released;
    }
    await new Promise(setImmediate);
    if (method === 'POST') adding -= 1;
    if (token.startsWith('invented')) return { status: 401, body: '' };
    const removals = writes.filter((write) => write === `${token} DELETE`).length;
    if (method === 'DELETE' && removals % 2 === 0) {
      return { status: 404, body: JSON.stringify({ message: `${MEMBER} not found in the member list of the image` }) };
    }
    return method === 'DELETE' ? { status: 204, body: '' } : ROW;
  });
  const glance = createGlance({
    ...{ endpoint: url, connections: 16, connectTimeoutMs: 5000, headersTimeoutMs: 20_000, bodyTimeoutMs: 20_000 },
    maxResponseBytes: 1 << 20,
  });
  onTestFinished(() => glance.close());
  const caller = (token: string): Caller => {
    const cancellation = Cancellation.start(20_000);
    onTestFinished(() => cancellation.stopTimer());
    return { token, cancellation };
  };
  return { glance, writes, mostAddsAtOnce: () => most, release, caller, firstWrite };
}

const ACTS = {
  add: (glance: Glance, caller: Caller) => glance.as(caller).members.add(KEY),
  remove: (glance: Glance, caller: Caller) => glance.as(caller).members.remove(KEY),
};

describe.each(['add', 'remove'] as const)('490 invented tokens that %s', (inventedAct) => {
  it.each(['add', 'remove'] as const)('let the owner %s after two writes of theirs at most', async (act) => {
    const { glance, writes, caller, release, firstWrite } = await start();
    const attack = Array.from({ length: INVENTED }, (_, index) =>
      ACTS[inventedAct](glance, caller(`invented-${index}`)).catch((error: unknown) => error),
    );
    await firstWrite;
    const owner = ACTS[act](glance, caller('owner'));
    release();
    await owner;
    const first = writes.findIndex((write) => write.startsWith('owner'));
    expect(first).toBeLessThanOrEqual(2);
    for (const error of await Promise.all(attack)) expect(error).toMatchObject({ kind: 'unauthorized' });
    // Nearly all of them learned by a look that they are refused, and never had a turn.
    expect(writes.filter((write) => write.startsWith('invented')).length).toBeLessThanOrEqual(2);
  });
});

describe('turns of a pair', () => {
  it('are none for updates, so that no number of decisions holds up a removal', async () => {
    const { glance, writes, caller, release, firstWrite } = await start();
    const decisions = Array.from({ length: 10 }, () => glance.as(caller('member')).members.update(KEY, 'pending'));
    await firstWrite;
    const removal = glance.as(caller('owner')).members.remove(KEY);
    await expect.poll(() => writes.includes('owner DELETE')).toBe(true);
    release();
    await Promise.all([...decisions, removal]);
  });

  it('go to a removal before the adds of other tokens, in the order of each token', async () => {
    const { glance, writes, caller, release, firstWrite } = await start();
    const acts = [ACTS.add(glance, caller('alpha'))];
    await firstWrite;
    const waiting = [
      ACTS.add(glance, caller('beta')),
      ACTS.remove(glance, caller('alpha')),
      ACTS.add(glance, caller('alpha')),
    ];
    release();
    await Promise.all([...acts, ...waiting]);
    const [, second] = writes;
    expect(second).toBe('alpha DELETE');
    const ofAlpha = writes.filter((write) => write.startsWith('alpha'));
    expect(ofAlpha).toEqual(['alpha POST', 'alpha DELETE', 'alpha DELETE', 'alpha POST']);
  });

  it('alternate between tokens, however many writes one of them has waiting', async () => {
    const { glance, writes, caller, release, firstWrite } = await start();
    const first = ACTS.remove(glance, caller('busy'));
    await firstWrite;
    const busy = Array.from({ length: 16 }, () => ACTS.remove(glance, caller('busy')));
    const owner = ACTS.remove(glance, caller('owner'));
    release();
    await Promise.allSettled([first, ...busy, owner]);
    expect(writes.indexOf('owner DELETE')).toBeLessThanOrEqual(4);
  });

  it('wait for 16 writes of one token at a time and no more', async () => {
    const { glance, caller, release, firstWrite } = await start();
    const first = ACTS.remove(glance, caller('busy'));
    await firstWrite;
    const waiting = Array.from({ length: 17 }, () => ACTS.remove(glance, caller('busy')));
    const ended = Promise.allSettled([first, ...waiting]);
    await expect(waiting.at(-1)).rejects.toMatchObject({ kind: 'unavailable', outcome: 'notApplied' });
    release();
    await ended;
  });

  it.each([1, 2, 3, 4, 5])('never let two adds of a pair run at once (seed %i)', async (seed) => {
    const { glance, caller, release, mostAddsAtOnce } = await start();
    release();
    const random = createRandom(seed);
    const acts = Array.from({ length: 60 }, () => {
      const token = random() < 0.4 ? `invented-${Math.floor(random() * 20)}` : `token-${Math.floor(random() * 5)}`;
      const leaver = caller(token);
      const memberId = random() < 0.5 ? 'abc' : 'ABC';
      if (random() < 0.1) setImmediate(() => leaver.cancellation.cancel('clientGone'));
      return random() < 0.6
        ? glance.as(leaver).members.add({ ...KEY, memberId })
        : glance.as(leaver).members.remove({ ...KEY, memberId });
    });
    await Promise.allSettled(acts);
    expect(mostAddsAtOnce()).toBeLessThanOrEqual(1);
  });
});
