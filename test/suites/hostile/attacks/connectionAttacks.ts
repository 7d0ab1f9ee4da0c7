import { expect } from 'vitest';
import { times, type Attack } from '../support/attack.ts';
import { ONE_IMAGE } from '../support/documents.ts';
import { GOOD_TOKEN } from '../support/goodClient.ts';

/** Attacks by sockets. */
export const CONNECTION_ATTACKS: readonly Attack[] = [
  {
    item: 3,
    name: '2,000 sockets that say nothing refuse nobody',
    before: 'not measured',
    async run({ connect, post, wait }) {
      for (const socket of await Promise.all(times(2000, connect))) socket.on('error', () => {});
      expect((await post(ONE_IMAGE, GOOD_TOKEN))?.status).toBe(200);
      await wait(500);
    },
  },
];
