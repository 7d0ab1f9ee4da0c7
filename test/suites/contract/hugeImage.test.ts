import { beforeAll, describe, expect, it } from 'vitest';
import { startGateway } from '../../support/gateway.ts';
import { addImage, addMember, setMemberStatus, upload } from './images.ts';
import { startUpstreams } from './upstreams.ts';

const { real } = await startUpstreams();
const { beta } = real.projects;

/** What the header of a file claims, and what a client sees. */
const CLAIMS: readonly [virtualSize: bigint, shown: number | string][] = [
  [2n ** 53n - 1n, 2 ** 53 - 1],
  [2n ** 53n, '9007199254740992'],
  [2n ** 53n + 1n, '9007199254740993'],
  [2n ** 63n - 1n, '9223372036854775807'],
];

/** 256 KiB with the header of a qcow2 file, which is what Glance reads the virtual size from while it stores the data. */
function createQcow2(virtualSize: bigint): Buffer {
  const file = Buffer.alloc(256 * 1024);
  file.write('QFI\u00fb', 'latin1');
  file.writeUInt32BE(3, 4);
  file.writeUInt32BE(16, 20);
  file.writeBigUInt64BE(virtualSize, 24);
  return file;
}

const media = { disk_format: 'qcow2', container_format: 'bare', visibility: 'shared' };
const images: { id: string; shown: number | string | null }[] = [];

describe('an image whose file claims a virtual size beyond 2^53, in the real Glance,', () => {
  beforeAll(async () => {
    for (const [virtualSize, shown] of CLAIMS) {
      const id = await addImage(real, real.endpoint, 'alpha', { ...media, name: 'huge' });
      await upload(real, real.endpoint, id, createQcow2(virtualSize));
      images.push({ id, shown });
    }
    for (const name of ['before', 'after']) {
      const id = await addImage(real, real.endpoint, 'alpha', { ...media, name });
      images[name === 'before' ? 'unshift' : 'push']({ id, shown: null });
    }
    for (const { id } of images) await addMember(real, real.endpoint, id, beta);
  });

  it('is shown with every digit to whoever it is shared with, beside all others', async () => {
    const gateway = await startGateway({ endpoint: real.endpoint });
    const asBeta = { 'x-auth-token': real.tokens.beta };
    const inbox = await gateway.post(
      'query ($project: ID!) { images(filter: { sharedWith: { projectId: $project } }, first: 100) { nodes { id virtualSizeBytes } } }',
      { project: beta },
      asBeta,
    );
    expect(inbox.body).not.toHaveProperty('errors');
    const shown = images.map(({ id, shown: size }) => ({ id, virtualSizeBytes: size }));
    expect(inbox.body).toMatchObject({ data: { images: { nodes: expect.arrayContaining(shown) } } });

    const references = images.map(({ id }) => ({ __typename: 'Image', id }));
    const entities = await gateway.post(
      'query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Image { id virtualSizeBytes } } }',
      { refs: references },
      asBeta,
    );
    expect(entities.body).toEqual({ data: { _entities: shown } });

    for (const { id, shown: size } of images) {
      const single = await gateway.post(
        'query ($id: ID!) { image(id: $id) { name status sizeBytes virtualSizeBytes } }',
        { id },
        asBeta,
      );
      expect(single.body).toMatchObject({ data: { image: { virtualSizeBytes: size } } });
      expect(single.body).not.toHaveProperty('errors');
    }
  });

  it('is listed to its owner, and to its member once accepted', async () => {
    for (const { id } of images) await setMemberStatus(real, real.endpoint, id, beta, 'accepted');
    const gateway = await startGateway({ endpoint: real.endpoint });
    for (const token of [real.tokens.alpha, real.tokens.beta]) {
      const list = await gateway.post(
        '{ images(filter: { visibility: SHARED }, first: 100) { nodes { id virtualSizeBytes } } }',
        {},
        { 'x-auth-token': token },
      );
      expect(list.body).not.toHaveProperty('errors');
      const nodes = images.map(({ id, shown }) => ({ id, virtualSizeBytes: shown }));
      expect(list.body).toMatchObject({ data: { images: { nodes: expect.arrayContaining(nodes) } } });
    }
  });
});
