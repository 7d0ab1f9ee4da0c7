import { describe, expect, it } from 'vitest';
import { startGateway } from '../../support/gateway.ts';
import { callGlance } from '../operations/upstream.ts';
import { startEmbeddedLab } from './embeddedLab.ts';
import type { FaultLab, Plot } from './faultLab.ts';
import { startFaultProxy, type Fault } from './faultProxy.ts';
import { addImageMember, removeImageMember, removeImageMemberOfOthers, updateImageMember } from './mutations.ts';
import { firstRequestOf, type FaultOperation } from './operation.ts';

type Rival = 'rejects' | 'accepts' | 'removes' | 'adds' | 'adds gamma' | 'removes and adds';
type Loss = Extract<Fault, 'cutAfterRequest' | 'reset'>;

interface RivalCase {
  readonly operation: FaultOperation;
  /** Whether the first write reached the image service before its answer was lost. */
  readonly lost: Loss;
  readonly isShared: boolean;
  readonly rival: Rival;
  readonly said: object;
  /** Statuses of beta's rows in the end. */
  readonly left: readonly string[];
}

const UNKNOWN = { __typename: 'ImageUpstreamError', outcome: 'UNKNOWN' };
const ADDED = { __typename: 'AddImageMemberSuccess' };
const UPDATED = { __typename: 'UpdateImageMemberSuccess' };
const REMOVED = { __typename: 'RemoveImageMemberSuccess' };
const NO_IMAGE = { code: 'IMAGE_NOT_FOUND' };
const [DONE, NEVER] = ['cutAfterRequest', 'reset'] as const;

const CASES: readonly RivalCase[] = [
  ...[DONE, NEVER].flatMap((lost): RivalCase[] => [
    { operation: updateImageMember, lost, isShared: true, rival: 'rejects', said: UNKNOWN, left: ['REJECTED'] },
    { operation: updateImageMember, lost, isShared: true, rival: 'accepts', said: UPDATED, left: ['ACCEPTED'] },
    { operation: updateImageMember, lost, isShared: true, rival: 'removes', said: NO_IMAGE, left: [] },
    { operation: addImageMember, lost, isShared: false, rival: 'adds', said: ADDED, left: ['PENDING'] },
    { operation: removeImageMember, lost, isShared: true, rival: 'removes', said: REMOVED, left: [] },
    { operation: removeImageMember, lost, isShared: true, rival: 'removes and adds', said: REMOVED, left: [] },
    {
      ...{ operation: removeImageMemberOfOthers, lost, isShared: true, rival: 'adds gamma', left: ['PENDING'] },
      said: { code: 'MEMBER_NOT_FOUND' },
    },
  ]),
  { operation: addImageMember, lost: DONE, isShared: false, rival: 'accepts', said: ADDED, left: ['ACCEPTED'] },
  { operation: addImageMember, lost: DONE, isShared: false, rival: 'removes', said: ADDED, left: ['PENDING'] },
];

describe('a write whose response was lost, and a rival that writes before the look', () => {
  it.each(CASES)('$operation.name, $lost: a rival $rival', async ({ operation, lost, isShared, rival, said, left }) => {
    const lab = await startEmbeddedLab();
    const proxy = await startFaultProxy(lab.upstream.endpoint);
    const gateway = await startGateway({ endpoint: proxy.url });
    const plot = await lab.addPlot();
    if (isShared) await lab.share(plot, 'beta of a', 'pending');
    const scene = { lab, projects: lab.upstream.projects, plot, before: await lab.read(plot) };
    const write = firstRequestOf(operation);
    proxy.decide(async (request) => {
      if (request === write + 1) await actAsRival(lab, plot, rival);
      return request === write ? lost : null;
    });
    const token = { 'x-auth-token': lab.upstream.tokens[operation.as] };
    const { body } = await gateway.post(operation.query, operation.toVariables(scene), token);
    const [field = ''] = operation.name.split(' ');
    expect(body).toMatchObject({ data: { [field]: said } });
    expect((await lab.read(plot))['beta of a'].map(({ status }) => status)).toEqual(left);
  });
});

async function actAsRival(lab: FaultLab, plot: Plot, rival: Rival): Promise<void> {
  const { imageId, memberId } = lab.toKey(plot, 'beta of a');
  const members = `/v2/images/${imageId}/members`;
  const call = (method: 'PUT' | 'POST' | 'DELETE', as: 'alpha' | 'beta', path: string, body?: object) =>
    callGlance(lab.upstream, { method, path, as, ...(body ? { body: JSON.stringify(body) } : {}) });
  const add = (member: string) => call('POST', 'alpha', members, { member });
  const remove = () => call('DELETE', 'alpha', `${members}/${memberId}`);
  if (rival === 'rejects' || rival === 'accepts') {
    await call('PUT', 'beta', `${members}/${memberId}`, { status: rival === 'rejects' ? 'rejected' : 'accepted' });
  } else if (rival === 'removes') await remove();
  else if (rival === 'adds') await add(memberId);
  else if (rival === 'adds gamma') await add(lab.upstream.projects.gamma);
  else {
    await remove();
    await add(memberId);
  }
}
