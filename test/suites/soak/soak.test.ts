import { expect, it } from 'vitest';
import { runSoak } from './runSoak.ts';

/** A short run in `npm test`, so that the long one keeps working; `npm run soak` sets ten minutes. */
const SECONDS = Number(process.env['SOAK_SECONDS'] ?? 8);
const WARM_UP_SECONDS = SECONDS < 60 ? 6 : 15;

it(
  'the gateway answers every request correctly at twice its capacity, before an upstream that breaks',
  async () => {
    const { text, problems } = await runSoak(SECONDS, WARM_UP_SECONDS);
    process.stdout.write(`\n${text}\n\n`);
    expect(problems).toEqual([]);
  },
  (SECONDS + 180) * 1000,
);
