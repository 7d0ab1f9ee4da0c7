import { expect, it } from 'vitest';
import { parseInTurn } from '../../../src/glance/wire/parseTurns.ts';

/** @returns the turn of the event loop in which each text was parsed, counted from the call on */
async function findTurns(texts: readonly string[]): Promise<number[]> {
  let turn = 0;
  const count = (): void => {
    turn += 1;
    counter = setImmediate(count);
  };
  let counter = setImmediate(count);
  const turns = await Promise.all(texts.map((text) => parseInTurn(text).then(() => turn)));
  clearImmediate(counter);
  return turns;
}

it('of long texts that come together, each is parsed in a turn of the event loop of its own', async () => {
  const turns = await findTurns(Array.from({ length: 5 }, () => JSON.stringify('x'.repeat(200_000))));
  expect(new Set(turns).size).toBe(5);
});

it('a long text that cannot be parsed does not keep the next one from its turn', async () => {
  const [broken, whole] = await Promise.allSettled([
    parseInTurn('['.repeat(200_000)),
    parseInTurn(`${' '.repeat(200_000)}1`),
  ]);
  expect(broken).toMatchObject({ status: 'rejected', reason: expect.any(SyntaxError) });
  expect(whole).toEqual({ status: 'fulfilled', value: 1 });
});
