import { describe, expect, it } from 'vitest';
import { startPairStage, type PairStage } from './pairStage.ts';

/** Begins an act whose write is held, and waits until it has come. @returns the act, and what lets it go on */
async function begin<T>(
  stage: PairStage,
  call: string,
  act: () => Promise<T>,
): Promise<{ act: Promise<T>; release: () => void }> {
  const release = stage.hold(call);
  const begun = act();
  await expect.poll(() => stage.calls).toContain(call);
  return { act: begun, release };
}

describe('a removal of a membership', () => {
  it('does not wait for an add of a token that the image service has not accepted', async () => {
    const stage = await startPairStage();
    stage.rows = 1;
    const { act, release } = await begin(stage, 'invented POST', () => stage.add('invented').catch(() => null));
    await stage.remove('owner');
    expect(stage.rows).toBe(0);
    release();
    await act;
  });

  it('waits for an add of an accepted token, and follows it', async () => {
    const stage = await startPairStage();
    const { act, release } = await begin(stage, 'alpha POST', () => stage.add('alpha'));
    const removal = stage.remove('owner');
    release();
    await Promise.all([act, removal]);
    expect(stage.writes).toEqual(['alpha POST', 'owner DELETE', 'owner DELETE']);
    expect(stage.rows).toBe(0);
  });

  it('goes on beside an add of an accepted token that hangs', async () => {
    const stage = await startPairStage();
    stage.rows = 1;
    const { act, release } = await begin(stage, 'alpha POST', () => stage.add('alpha').catch(() => null));
    await stage.remove('owner');
    expect(stage.rows).toBe(0);
    release();
    await act;
  });

  it('of a token that nobody knows is made once a look has shown that it is one', async () => {
    const stage = await startPairStage();
    stage.rows = 1;
    const { act, release } = await begin(stage, 'invented POST', () => stage.add('invented').catch(() => null));
    await stage.remove('new');
    expect(stage.calls).toEqual(['invented POST', 'new GET', 'new GET', 'new DELETE', 'new DELETE']);
    release();
    await act;
  });

  it('of a token that the image service cannot look at is not made where others write', async () => {
    const stage = await startPairStage();
    const { act, release } = await begin(stage, 'alpha POST', () => stage.add('alpha'));
    stage.lose('new GET');
    await expect(stage.remove('new')).rejects.toMatchObject({ kind: 'badGateway', outcome: 'notApplied' });
    release();
    await act;
    expect(stage.rows).toBe(1);
  });
});

describe('an add of a membership', () => {
  it('that a removal ran beside is not sent again after its response was lost', async () => {
    const stage = await startPairStage();
    stage.lose('new POST');
    const look = stage.hold('new GET');
    const act = stage.add('new').catch((error: unknown) => error);
    await expect.poll(() => stage.calls).toContain('new GET');
    await stage.remove('owner');
    look();
    expect(await act).toMatchObject({ kind: 'badGateway', outcome: 'unknown' });
    expect(stage.writes).toEqual(['new POST', 'owner DELETE', 'owner DELETE']);
    expect(stage.rows).toBe(0);
  });

  it('does not wait for removals that hang', async () => {
    const stage = await startPairStage();
    const { act, release } = await begin(stage, 'busy DELETE', () => stage.remove('busy').catch(() => null));
    await stage.add('owner');
    expect(stage.rows).toBe(1);
    release();
    await act;
  });

  it('does not wait for that of a token that the image service has not accepted, and the one row too many is removed', async () => {
    const stage = await startPairStage();
    const { act, release } = await begin(stage, 'new POST', () => stage.add('new'));
    await stage.add('owner');
    release();
    await act;
    expect(stage.calls).toEqual(['new POST', 'owner POST', 'new GET', 'new DELETE']);
    expect(stage.rows).toBe(1);
  });

  it('of each of ten tokens that are new, of which the first hangs, leaves one row', async () => {
    const stage = await startPairStage();
    const { act, release } = await begin(stage, 'new-0 POST', () => stage.add('new-0'));
    const others = Array.from({ length: 9 }, (_, index) => stage.add(`new-${index + 1}`));
    const ends = await Promise.allSettled(others);
    release();
    await act;
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(stage.rows).toBe(1);
  });

  it('keeps the one row that a removal between two adds has left', async () => {
    const stage = await startPairStage();
    const { act, release } = await begin(stage, 'new POST', () => stage.add('new'));
    await stage.add('owner');
    await stage.remove('owner');
    release();
    await act;
    expect(stage.calls).toEqual(['new POST', 'owner POST', 'owner GET', 'owner DELETE', 'owner DELETE', 'new GET']);
    expect(stage.rows).toBe(1);
  });
});
