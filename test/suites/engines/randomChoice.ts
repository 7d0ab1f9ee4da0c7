import { createRandom } from '../../support/random.ts';

export interface Choice {
  /** True in this share of all calls. */
  chance(share: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** From 0 up to a number, which is not reached. */
  below(number: number): number;
}

export function createChoice(seed: number): Choice {
  const random = createRandom(seed);
  const below = (number: number): number => Math.floor(random() * number);
  return {
    below,
    chance: (share) => random() < share,
    pick<T>(list: readonly T[]): T {
      const picked = list[below(list.length)];
      if (picked === undefined) throw new Error('an empty list');
      return picked;
    },
  };
}
