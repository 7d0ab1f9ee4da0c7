import { expect, describe, it, onTestFinished } from 'vitest';
import { Patience } from '../../src/glance/patience.ts';

function createPatience(milliseconds = 20_000): { patience: Patience; told: string[] } {
  const patience = Patience.start(milliseconds);
  onTestFinished(() => patience.stopTimer());
  return { patience, told: [] };
}

describe('patience', () => {
  it('ends once, and tells each listener once', () => {
    const { patience, told } = createPatience();
    const listen = (name: string) => patience.onEnd(() => void told.push(`${name} ${patience.ended}`));
    listen('a');
    listen('b');
    expect(patience.ended).toBe(null);
    patience.end('gone');
    patience.end('deadline');
    listen('late');
    expect(patience.ended).toBe('gone');
    expect(told).toEqual(['a gone', 'b gone']);
  });

  it('tells nobody who has stopped listening, whoever came first', () => {
    const { patience, told } = createPatience();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => () => void told.push(name));
    for (const listener of [a, b, c]) if (listener) patience.onEnd(listener);
    for (const listener of [a, c, c]) if (listener) patience.offEnd(listener);
    patience.end('gone');
    expect(told).toEqual(['b']);
  });

  it('ends at its deadline', async () => {
    const { patience } = createPatience(1);
    await new Promise<void>((resolve) => patience.onEnd(resolve));
    expect(patience).toMatchObject({ ended: 'deadline', remainingMs: 0 });
  });

  it('leaves no time once its client has gone', () => {
    const { patience } = createPatience();
    expect(patience.remainingMs).toBeGreaterThan(10_000);
    patience.end('gone');
    expect(patience.remainingMs).toBe(0);
  });
});
