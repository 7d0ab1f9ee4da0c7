import { expect, describe, it, onTestFinished } from 'vitest';
import { Cancellation } from '../../src/lib/cancellation.ts';

function createCancellation(milliseconds = 20_000): { cancellation: Cancellation; told: string[] } {
  const cancellation = Cancellation.start(milliseconds);
  onTestFinished(() => cancellation.stopTimer());
  return { cancellation, told: [] };
}

describe('cancellation', () => {
  it('ends once, and tells each listener once', () => {
    const { cancellation, told } = createCancellation();
    const listen = (name: string) => cancellation.onCancel(() => void told.push(`${name} ${cancellation.reason}`));
    listen('a');
    listen('b');
    expect(cancellation.reason).toBe(null);
    cancellation.cancel('clientGone');
    cancellation.cancel('deadline');
    listen('late');
    expect(cancellation.reason).toBe('clientGone');
    expect(told).toEqual(['a clientGone', 'b clientGone']);
  });

  it('tells nobody who has stopped listening, whoever came first', () => {
    const { cancellation, told } = createCancellation();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => () => void told.push(name));
    for (const listener of [a, b, c]) if (listener) cancellation.onCancel(listener);
    for (const listener of [a, c, c]) if (listener) cancellation.offCancel(listener);
    cancellation.cancel('clientGone');
    expect(told).toEqual(['b']);
  });

  it('ends at its deadline', async () => {
    const { cancellation } = createCancellation(1);
    await new Promise<void>((resolve) => cancellation.onCancel(resolve));
    expect([cancellation.reason, cancellation.remainingMs]).toEqual(['deadline', 0]);
  });

  it('leaves no time once its client has gone', () => {
    const { cancellation } = createCancellation();
    expect(cancellation.remainingMs).toBeGreaterThan(10_000);
    cancellation.cancel('clientGone');
    expect(cancellation.remainingMs).toBe(0);
  });
});
