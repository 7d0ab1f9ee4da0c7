import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from 'vitest';
import { startOperationsGateway, type OperationsGateway } from './gateway.ts';
import { addImage, callGlance, type ActorName, type Upstream } from './upstream.ts';

export interface UpstreamUnderTest {
  readonly name: string;
  readonly start: () => Promise<{ upstream: Upstream; stop: () => Promise<void> }>;
}

/** A gateway before one upstream, and what the cases do there to arrange themselves. */
export interface Stage {
  /** There as soon as the cases run. */
  readonly upstream: Upstream;
  run(operation: string, as: ActorName, variables: Readonly<Record<string, unknown>>): Promise<unknown>;
  share(imageId: string, memberId: string, as?: ActorName): Promise<unknown>;
  answer(imageId: string, memberId: string, status: string, as: ActorName): Promise<unknown>;
  unshare(imageId: string, memberId: string, as?: ActorName): Promise<unknown>;
  /** An image of alpha. */
  newImage(fields?: { visibility?: string }): Promise<string>;
  /** An image of alpha that is shared with the project. */
  sharedImage(memberId: string): Promise<string>;
  /** What Glance answers beta that asks for the image past the gateway. */
  accessOfBeta(imageId: string): Promise<number>;
}

/** To be called in a `describe`, whose cases share it. */
export function createStage(start: UpstreamUnderTest['start']): Stage {
  let started: { readonly upstream: Upstream; readonly gateway: OperationsGateway } | undefined;
  let stopAll = async (): Promise<void> => {};
  const get = () => {
    if (!started) throw new Error('nothing is started yet');
    return started;
  };

  beforeAll(async () => {
    const { upstream, stop } = await start();
    stopAll = stop;
    const gateway = await startOperationsGateway(upstream);
    stopAll = async () => {
      await gateway.stop();
      await stop();
    };
    started = { upstream, gateway };
  });
  afterAll(() => stopAll());

  const run: Stage['run'] = (operation, as, variables) => get().gateway.run(operation, as, variables);
  const share: Stage['share'] = (imageId, memberId, as = 'alpha') =>
    run('ShareImage', as, { input: { imageId, memberId } });
  const newImage: Stage['newImage'] = (fields = {}) =>
    addImage(get().upstream, { name: `operations-${randomUUID()}`, ...fields });
  return {
    get upstream() {
      return get().upstream;
    },
    run,
    share,
    answer: (imageId, memberId, status, as) => run('AnswerShare', as, { input: { imageId, memberId, status } }),
    unshare: (imageId, memberId, as = 'alpha') => run('Unshare', as, { input: { imageId, memberId } }),
    newImage,
    async sharedImage(memberId) {
      const imageId = await newImage();
      expect(await share(imageId, memberId)).toMatchObject({
        data: { addImageMember: { __typename: 'AddImageMemberSuccess' } },
      });
      return imageId;
    },
    async accessOfBeta(imageId) {
      return (await callGlance(get().upstream, { path: `/v2/images/${imageId}`, as: 'beta' })).status;
    },
  };
}
