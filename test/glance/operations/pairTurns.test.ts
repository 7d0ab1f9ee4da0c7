import { describe, expect, it } from 'vitest';
import { createRandom } from '../../support/random.ts';
import { KEY, startPairStage } from './pairStage.ts';

const INVENTED = Array.from({ length: 490 }, (_, index) => `invented-${index}`);

describe.each(['add', 'remove'] as const)('490 invented tokens that %s', (inventedAct) => {
  it.each(['add', 'remove'] as const)(
    'do not prevent the owner from this operation while their calls hang: %s',
    async (act) => {
      const stage = await startPairStage();
      const release = INVENTED.flatMap((token) =>
        ['POST', 'DELETE', 'GET'].map((method) => stage.hold(`${token} ${method}`)),
      );
      const attack = INVENTED.map((token) => stage[inventedAct](token).catch((error: unknown) => error));
      await expect.poll(() => stage.calls.length).toBeGreaterThanOrEqual(50);
      stage.rows = act === 'add' ? 0 : 1;
      await stage[act]('owner');
      expect(stage.rows).toBe(act === 'add' ? 1 : 0);
      for (const go of release) go();
      for (const error of await Promise.all(attack)) expect(error).toMatchObject({ kind: 'unauthorized' });
      expect(stage.rows).toBe(act === 'add' ? 1 : 0);
    },
  );
});

it('490 invented tokens that add to one pair have one turn: the others learn by a look that they are refused', async () => {
  const stage = await startPairStage();
  const attack = INVENTED.map((token) => stage.add(token).catch((error: unknown) => error));
  for (const error of await Promise.all(attack)) {
    expect(error).toMatchObject({ kind: 'unauthorized', outcome: 'notApplied' });
  }
  expect(stage.writes).toHaveLength(1);
  expect(stage.calls).toHaveLength(490);
});

describe('turns of a pair', () => {
  it('cost no call while nobody else is there, for a token that the image service does not know yet either', async () => {
    const stage = await startPairStage();
    await stage.add('new');
    expect(stage.calls).toEqual(['new POST']);
  });

  it('are not needed by updates, so that no number of decisions delays a removal', async () => {
    const stage = await startPairStage();
    stage.rows = 1;
    const release = stage.hold('member PUT');
    const update = stage.glance
      .as(stage.caller('member'))
      .members.update({ key: KEY, status: 'pending' })
      .catch(() => null);
    await expect.poll(() => stage.calls).toEqual(['member PUT']);
    await stage.remove('owner');
    release();
    await update;
    expect(stage.writes).toEqual(['member PUT', 'owner DELETE', 'owner DELETE']);
  });

  it('are not needed among removals, so that no number of removals delays another one', async () => {
    const stage = await startPairStage();
    stage.rows = 1;
    const release = stage.hold('busy DELETE');
    const busy = Array.from({ length: 16 }, () => stage.remove('busy').catch(() => null));
    await expect.poll(() => stage.writes.length).toBeGreaterThanOrEqual(1);
    await stage.remove('owner').catch(() => null);
    expect(stage.rows).toBe(0);
    release();
    await Promise.all(busy);
  });

  it('go to a removal before adds, and to the token whose last turn is longest ago', async () => {
    const stage = await startPairStage();
    const release = stage.hold('alpha POST');
    const acts = [stage.add('alpha')];
    await expect.poll(() => stage.calls).toEqual(['alpha POST']);
    acts.push(stage.add('beta'));
    const removal = stage.remove('alpha');
    const last = stage.add('alpha');
    release();
    await Promise.all([removal, last.catch(() => null), ...acts]);
    expect(stage.writes).toEqual(['alpha POST', 'alpha DELETE', 'alpha DELETE', 'beta POST', 'alpha POST']);
    expect(stage.rows).toBe(1);
  });

  it('come for an owner after one of each other token, however many writes these have waiting', async () => {
    const stage = await startPairStage();
    const release = stage.hold('first POST');
    const acts: Promise<unknown>[] = [stage.add('first')];
    await expect.poll(() => stage.calls).toEqual(['first POST']);
    // Two adds of a token are one where no other write is between them.
    for (let round = 0; round < 8; round += 1) {
      for (const token of ['a', 'b', 'c']) acts.push(stage.add(token).catch(() => null));
    }
    acts.push(stage.add('owner').catch(() => null));
    release();
    await Promise.all(acts);
    expect(stage.writes).toHaveLength(26);
    expect(stage.writes.slice(0, 5)).toEqual(['first POST', 'a POST', 'b POST', 'c POST', 'owner POST']);
  });

  it('are given to 16 writes of one token at a time and no more', async () => {
    const stage = await startPairStage();
    const release = stage.hold('busy POST');
    const first = stage.add('busy');
    await expect.poll(() => stage.calls).toEqual(['busy POST']);
    const waiting = Array.from({ length: 15 }, () => stage.remove('busy').catch(() => null));
    await expect(stage.remove('busy')).rejects.toMatchObject({ kind: 'unavailable', outcome: 'notApplied' });
    release();
    await Promise.all([first, ...waiting]);
  });

  it('are given to 256 writes of a pair, and beyond that to one write of each token', async () => {
    const stage = await startPairStage();
    const release = stage.hold('first POST');
    const first = stage.add('first');
    await expect.poll(() => stage.calls).toEqual(['first POST']);
    const crowd = Array.from({ length: 255 }, (_, index) => stage.remove(`token-${index % 16}`).catch(() => null));
    await expect(stage.remove('token-0')).rejects.toMatchObject({ kind: 'unavailable', outcome: 'notApplied' });
    const owner = stage.remove('owner').catch((error: unknown) => error);
    release();
    await Promise.all([first, ...crowd]);
    // The others have removed the row.
    expect([undefined, 'memberNotFound']).toContain(((await owner) as { kind?: string } | undefined)?.kind);
    expect(stage.writes).toContain('owner DELETE');
  });

  it.each([1, 2, 3, 4, 5])('never let two adds of accepted tokens run at once (seed %i)', async (seed) => {
    const stage = await startPairStage();
    const random = createRandom(seed);
    const acts = Array.from({ length: 60 }, () => {
      const token = random() < 0.4 ? `invented-${Math.floor(random() * 20)}` : `token-${Math.floor(random() * 5)}`;
      const leaver = stage.caller(token);
      const memberId = random() < 0.5 ? 'abc' : 'ABC';
      if (random() < 0.1) setImmediate(() => leaver.cancellation.cancel('clientGone'));
      return random() < 0.6 ? stage.add(leaver, { ...KEY, memberId }) : stage.remove(leaver, { ...KEY, memberId });
    });
    await Promise.allSettled(acts);
    expect(stage.mostAdds).toBe(1);
  });
});
