import { expect } from 'vitest';
import { createLeaving, times, type Attack, type Stage } from '../support/attack.ts';
import { toMutation } from '../support/documents.ts';
import { GOOD_TOKEN } from '../support/goodClient.ts';

const REMOVED = {
  status: 200,
  text: '{"data":{"removeImageMember":{"__typename":"RemoveImageMemberSuccess"}}}',
};

/** 490 invented tokens that write, to a Glance that does not answer them; then the owner's removal. */
async function removeBeside(stage: Stage, name: 'addImageMember' | 'removeImageMember'): Promise<void> {
  const leaving = createLeaving();
  let answers = 0;
  const writes = times(490, async (index) => {
    const reply = await stage.post(toMutation(name), `an-invented-token-${index}`, leaving.signal);
    if (reply?.status === 200) answers += 1;
  });
  await expect.poll(async () => (await stage.product.readUpstream()).queued).toBeGreaterThan(300);
  expect(await stage.post(toMutation('removeImageMember'), GOOD_TOKEN)).toEqual(REMOVED);
  // The removal has not waited for the end of any of them.
  expect(answers).toBe(0);
  leaving.abort();
  await Promise.all(writes);
}

/** Attacks by writes to one pair, which another write to the pair has to wait for. */
export const TURN_ATTACKS: readonly Attack[] = [
  {
    item: 4,
    name: '490 invented tokens that add a project do not keep an owner from ending its share',
    before: 'removeImageMember waited until UNKNOWN after 25 s',
    glance: { strangerDelayMs: 60_000 },
    run: (stage) => removeBeside(stage, 'addImageMember'),
  },
  {
    item: 4,
    name: '490 invented tokens that remove a project do not keep an owner from ending its share',
    before: 'removeImageMember waited until UNKNOWN after 25 s',
    glance: { strangerDelayMs: 60_000 },
    run: (stage) => removeBeside(stage, 'removeImageMember'),
  },
  {
    item: 4,
    name: 'a member with 60 writes a second does not keep an owner from ending its share',
    before: 'removeImageMember waited until UNKNOWN after 25 s, with 20 a second',
    glance: { delayMs: 200 },
    async run({ post, wait }) {
      let answers = 0;
      const over = new AbortController();
      const writes = times(3, async (index) => {
        const name = (['addImageMember', 'updateImageMember', 'removeImageMember'] as const)[index] ?? 'addImageMember';
        const open: Promise<unknown>[] = [];
        while (!over.signal.aborted) {
          open.push(post(toMutation(name), 'known-forbidden-member').then(() => (answers += 1)));
          await wait(50);
        }
        await Promise.all(open);
      });
      await expect.poll(() => answers).toBeGreaterThan(60);
      const before = answers;
      expect(await post(toMutation('removeImageMember'), GOOD_TOKEN)).toEqual(REMOVED);
      // Alone it takes the time of two calls, in which the member has 24 answers; with a turn of another one before, 36.
      expect(answers - before).toBeLessThan(100);
      over.abort();
      await Promise.all(writes);
    },
  },
];
