import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { startEmbeddedGlance } from '../../src/embedded/server.ts';
import { addImageMember } from '../../src/glance/addImageMember.ts';
import type { Caller } from '../../src/glance/caller.ts';
import { isGlanceError } from '../../src/glance/errors.ts';
import type { Glance } from '../../src/glance/glance.ts';
import { findImage } from '../../src/glance/image.ts';
import { listImages } from '../../src/glance/imageList.ts';
import { listImageMembers, type GlanceMemberStatus, type MemberKey } from '../../src/glance/imageMember.ts';
import { removeImageMember } from '../../src/glance/removeImageMember.ts';
import { updateImageMember } from '../../src/glance/updateImageMember.ts';

export const OPERATIONS = [
  'addImageMember',
  'updateImageMember',
  'removeImageMember',
  'image',
  'images',
  'imageMembers',
] as const;
export type Operation = (typeof OPERATIONS)[number];

const BETA = 'b'.repeat(32);
const SEED_TOKENS = {
  owner: { token: 'owner-token', project: 'alpha', roles: ['member'] },
  receiver: { token: 'receiver-token', project: 'beta', roles: ['member'] },
} as const;

export interface Counts {
  cases: number;
  lost: number;
  doubled: number;
  falseOutcomes: number;
}

export interface FaultLab {
  readonly url: string;
  readonly keys: readonly MemberKey[];
  /** Status of each row of the member, read past every fault. */
  rows(key: MemberKey): Promise<readonly string[]>;
  /** Puts the member into a state, past every fault. */
  arrange(key: MemberKey, status: GlanceMemberStatus | null): Promise<void>;
}

/** An embedded Glance with as many images as are wanted, all of one owner. */
export async function startFaultLab(images: number): Promise<FaultLab> {
  const keys = Array.from({ length: images }, () => ({ imageId: randomUUID(), memberId: BETA }));
  const embedded = await startEmbeddedGlance({
    seed: {
      projects: { alpha: 'a'.repeat(32), beta: BETA },
      tokens: SEED_TOKENS,
      images: keys.map(({ imageId }) => ({ id: imageId, name: 'an image', owner: 'alpha' })),
    },
  });
  onTestFinished(() => embedded.stop());
  const ask = (method: string, path: string, who: keyof typeof SEED_TOKENS, body?: object): Promise<Response> =>
    fetch(`${embedded.url}/v2/images/${path}`, {
      method,
      headers: { 'x-auth-token': SEED_TOKENS[who].token, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const rows: FaultLab['rows'] = async ({ imageId }) => {
    const body: unknown = await (await ask('GET', `${imageId}/members`, 'owner')).json();
    const { members } = body as { members: { status: string }[] };
    return members.map(({ status }) => status);
  };
  return {
    url: embedded.url,
    keys,
    rows,
    async arrange(key, status) {
      const path = `${key.imageId}/members`;
      const member = `${path}/${key.memberId}`;
      const before = await rows(key);
      if (status === null) {
        for (const _row of before) await ask('DELETE', member, 'owner');
        return;
      }
      if (before.length === 0) await ask('POST', path, 'owner', { member: key.memberId });
      await ask('PUT', member, 'receiver', { status });
    },
  };
}

/** Runs one operation and compares what was said with what is there. `settled` waits for what is still on its way. */
export async function runCase(
  lab: FaultLab,
  glance: Glance,
  {
    operation,
    key,
    caller,
    settled,
  }: { operation: Operation; key: MemberKey; caller: Omit<Caller, 'token'>; settled: () => Promise<void> },
  counts: Counts,
): Promise<string> {
  const before = await lab.rows(key);
  const wanted = before[0] === 'accepted' ? 'rejected' : 'accepted';
  const who = operation === 'updateImageMember' ? SEED_TOKENS.receiver : SEED_TOKENS.owner;
  const said = await perform(glance, { ...caller, token: who.token }, operation, key, wanted).catch(
    (error: unknown) => {
      if (isGlanceError(error)) return error;
      throw error;
    },
  );
  await settled();
  const after = await lab.rows(key);
  counts.cases += 1;
  if (after.length > 1) counts.doubled += 1;
  const failed = isGlanceError(said);
  const isDone = {
    addImageMember: after.length > 0,
    updateImageMember: after[0] === wanted,
    removeImageMember: after.length === 0,
  };
  if (operation === 'image' || operation === 'images' || operation === 'imageMembers') {
    if (after.join() !== before.join()) counts.lost += 1;
    // A read that says anything but the truth or an upstream failure.
    const truth = operation === 'image' ? key.imageId : operation === 'images' ? [key.imageId] : before;
    const refusals = ['imageNotFound', 'memberNotFound', 'forbidden', 'unauthorized', 'badRequest'];
    const lies = failed ? refusals.includes(said.kind) : JSON.stringify(said) !== JSON.stringify(truth);
    if (lies) counts.falseOutcomes += 1;
  } else if (!failed) {
    if (!isDone[operation]) counts.lost += 1;
  } else if (said.outcome === 'notApplied') {
    const refusals = operation === 'addImageMember' ? ['memberExists'] : ['memberNotFound', 'imageNotFound'];
    const isRefusal = ['memberExists', 'memberNotFound', 'imageNotFound', 'forbidden', 'unauthorized'].includes(
      said.kind,
    );
    const isEarned = refusals.includes(said.kind) && before.length > 0 === (operation === 'addImageMember');
    const lies = after.join() !== before.join() || (isRefusal && !isEarned);
    if (lies) counts.falseOutcomes += 1;
  }
  return failed ? `${said.kind}/${said.outcome}` : 'success';
}

function perform(
  glance: Glance,
  caller: Caller,
  operation: Operation,
  key: MemberKey,
  status: GlanceMemberStatus,
): Promise<unknown> {
  const { client } = glance;
  switch (operation) {
    case 'addImageMember':
      return addImageMember(glance, caller, key);
    case 'updateImageMember':
      return updateImageMember(glance, caller, key, status);
    case 'removeImageMember':
      return removeImageMember(glance, caller, key);
    case 'image':
      return findImage(client, caller, key.imageId).then((image) => image?.id ?? null);
    case 'images':
      return listImages(client, caller, { ids: [key.imageId], limit: 10 }).then(({ images }) =>
        images.map(({ id }) => id),
      );
    case 'imageMembers':
      return listImageMembers(client, caller, key.imageId).then(
        (members) => members?.map((member) => member.status) ?? null,
      );
  }
}
