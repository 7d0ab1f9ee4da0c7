import { createRandom } from '../../support/random.ts';
import type { SharingModel } from './sharingModel.ts';

const PATCH_TYPE = 'application/openstack-images-v2.1-json-patch';
const STATUSES = ['pending', 'accepted', 'rejected'] as const;

export interface ChangeMaker {
  readonly endpoint: string;
  /** Project IDs and the token of each. */
  readonly tokens: ReadonlyMap<string, string>;
  readonly model: SharingModel;
  readonly owners: Map<string, string>;
  readonly maxImages: number;
  readonly maxMembers: number;
}

/** Makes random changes directly at the image service, and writes each into the model. */
export async function makeChanges(maker: ChangeMaker, seed: number, count: number): Promise<number> {
  const random = createRandom(seed);
  let made = 0;
  while (made < count) if (await makeChange(maker, random)) made += 1;
  return made;
}

async function makeChange(maker: ChangeMaker, random: () => number): Promise<boolean> {
  const { model, tokens } = maker;
  const projects = [...tokens.keys()];
  const images = [...model.images.values()];
  if (images.length < maker.maxImages) {
    const owner = pick(projects, random);
    const body = { name: 'live', visibility: 'shared' };
    const id = await (await call(maker, 'POST', '/images', owner, body)).json().then(readId);
    maker.owners.set(id, owner);
    model.create(id, owner);
    return true;
  }
  const image = pick(images, random);
  const path = `/images/${image.id}`;
  const act = random();
  if (act < 0.03) {
    await call(maker, 'DELETE', path, image.owner);
    model.images.delete(image.id);
    return true;
  }
  if (act < 0.1) {
    const value = image.visibility === 'shared' ? 'private' : 'shared';
    await call(maker, 'PATCH', path, image.owner, [{ op: 'replace', path: '/visibility', value }], PATCH_TYPE);
    image.visibility = value;
    return true;
  }
  if (image.visibility !== 'shared') return false;
  const members = [...image.members.keys()];
  if (members.length === 0 || (act < 0.5 && members.length < maker.maxMembers)) {
    const member = pick(projects, random);
    if (member === image.owner || image.members.has(member)) return false;
    await call(maker, 'POST', `${path}/members`, image.owner, { member });
    image.members.set(member, 'pending');
    return true;
  }
  const member = pick(members, random);
  if (act < 0.8) {
    const status = pick(STATUSES, random);
    await call(maker, 'PUT', `${path}/members/${member}`, member, { status });
    image.members.set(member, status);
    return true;
  }
  await call(maker, 'DELETE', `${path}/members/${member}`, image.owner);
  image.members.delete(member);
  return true;
}

async function call(
  { endpoint, tokens }: ChangeMaker,
  method: string,
  path: string,
  project: string,
  body?: unknown,
  contentType = 'application/json',
): Promise<Response> {
  const response = await fetch(`${endpoint}/v2${path}`, {
    method,
    headers: { 'x-auth-token': tokens.get(project) ?? '', 'content-type': contentType },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path} ended with ${response.status}: ${await response.text()}`);
  return response;
}

function readId(body: unknown): string {
  return String(new Map(Object.entries(body ?? {})).get('id'));
}

function pick<T>(items: readonly T[], random: () => number): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
