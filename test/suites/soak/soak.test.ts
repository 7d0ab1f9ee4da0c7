import { expect, it } from 'vitest';
import { runSoak } from './runSoak.ts';

/** A short run in `npm test`, so that the long one keeps working; `npm run soak` sets ten minutes. */
const SECONDS = Number(process.env['SOAK_SECONDS'] ?? 8);
const WARM_UP_SECONDS = SECONDS < 60 ? 6 : 15;

it(
  'at twice its capacity, before an upstream that breaks, the gateway answers everything and says nothing wrong',
  async () => {
    const { text, problems } = await runSoak(SECONDS, WARM_UP_SECONDS);
    process.stdout.write(`\n${text}\n\n`);
    expect(problems).toEqual([]);
  },
  (SECONDS + 180) * 1000,
);
