import { expect } from 'vitest';
import { readPath } from '../faults/json.ts';
import type { Gateway } from '../../support/gateway.ts';
import { addImage, addMember, setVisibility } from './images.ts';
import { send } from './wire.ts';
import { endpointOf, type ActorName, type Rbac, type Upstream } from './upstreams.ts';

type Visibility = 'shared' | 'private' | 'community' | 'public';

/** Acts of `ImagePermissions`. */
type Act = 'share' | 'removeMembers' | 'changeVisibility' | 'decide';

const ACTS: readonly Act[] = ['share', 'removeMembers', 'changeVisibility', 'decide'];

export interface PermissionCase {
  readonly actor: ActorName;
  /** Whose image it is; nobody's for `none`. Beta is a member of each image. */
  readonly owner: 'alpha' | 'admin' | 'none';
  readonly visibility: Visibility;
  /** Whether the actor's own project is a member as well. */
  readonly isOwnMember: boolean;
}

const ACTORS: readonly ActorName[] = ['admin', 'alpha', 'alphaReader', 'beta', 'betaReader', 'gamma', 'unscoped'];
export const VISIBILITIES: readonly Visibility[] = ['shared', 'private', 'community', 'public'];

/** Every actor and visibility, and the cases in which seeing an image and being its member are not the same. */
export const CASES: readonly PermissionCase[] = [
  ...ACTORS.flatMap((actor) =>
    VISIBILITIES.map((visibility): PermissionCase => ({ actor, owner: 'alpha', visibility, isOwnMember: false })),
  ),
  ...VISIBILITIES.flatMap((visibility): PermissionCase[] => [
    { actor: 'alpha', owner: 'alpha', visibility, isOwnMember: true },
    { actor: 'alphaReader', owner: 'alpha', visibility, isOwnMember: true },
    { actor: 'admin', owner: 'alpha', visibility, isOwnMember: true },
    { actor: 'admin', owner: 'admin', visibility, isOwnMember: false },
    { actor: 'admin', owner: 'admin', visibility, isOwnMember: true },
    { actor: 'admin', owner: 'none', visibility, isOwnMember: false },
    { actor: 'beta', owner: 'none', visibility, isOwnMember: false },
    { actor: 'betaReader', owner: 'none', visibility, isOwnMember: false },
    { actor: 'gamma', owner: 'none', visibility, isOwnMember: false },
  ]),
];

const PERMISSIONS = `query ($id: ID!) {
  image(id: $id) {
    permissions {
      share { ...Fields } removeMembers { ...Fields } changeVisibility { ...Fields } decide { ...Fields }
    }
  }
}
fragment Fields on ImagePermission { allowed reason }`;
const REFUSAL = '__typename ... on ImageServiceError { code } ... on ImageForbiddenError { reason }';
const UPDATE = `mutation ($input: UpdateImageMemberInput!) { result: updateImageMember(input: $input) { ${REFUSAL} } }`;
const CHANGE = `mutation ($input: SetImageVisibilityInput!) { result: setImageVisibility(input: $input) { ${REFUSAL} } }`;
const ADD = `mutation ($input: AddImageMemberInput!) { result: addImageMember(input: $input) { ${REFUSAL} } }`;
const REMOVE = `mutation ($input: RemoveImageMemberInput!) { result: removeImageMember(input: $input) { ${REFUSAL} } }`;

const NEWCOMER = 'd'.repeat(32);

/** What the gateway tells of one case before the acts, and what becomes of each act. */
interface Outcome {
  readonly permissions: unknown;
  readonly acts: Readonly<Record<Act, unknown>>;
}

export async function runCase(
  gateway: Gateway,
  { upstream, rbac, adminProject }: { upstream: Upstream; rbac: Rbac; adminProject: string },
  { actor, owner, visibility, isOwnMember }: PermissionCase,
): Promise<Outcome> {
  const endpoint = endpointOf(upstream, rbac);
  const { alpha, beta, gamma } = upstream.projects;
  const own = { admin: adminProject, alpha, alphaReader: alpha, beta, betaReader: beta, gamma, unscoped: alpha }[actor];
  // Glance stores no owner where it is given an empty one.
  const fields = owner === 'none' ? { owner: '' } : {};
  const imageId = await addImage(upstream, endpoint, owner === 'alpha' ? 'alpha' : 'admin', fields);
  await addMember(upstream, endpoint, imageId, beta);
  if (isOwnMember) await addMember(upstream, endpoint, imageId, own);
  if (visibility !== 'shared') await setVisibility(upstream, endpoint, imageId, visibility);

  const headers = { 'x-auth-token': upstream.tokens[actor] };
  const act = async (mutation: string, input: object): Promise<unknown> => {
    const { body } = await gateway.post(mutation, { input: { imageId, ...input } }, headers);
    return readPath(body, ['data', 'result']) ?? body;
  };
  const { body } = await gateway.post(PERMISSIONS, { id: imageId }, headers);
  const decide = await act(UPDATE, { memberId: own, status: 'ACCEPTED' });
  const share = await act(ADD, { memberId: NEWCOMER });
  const removeMembers = await act(REMOVE, { memberId: beta });
  const changeVisibility = await act(CHANGE, { visibility: visibility === 'private' ? 'SHARED' : 'PRIVATE' });
  const image = readPath(body, ['data', 'image']);
  const permissions = image === null ? null : (readPath(image, ['permissions']) ?? body);
  return { permissions, acts: { share, removeMembers, changeVisibility, decide } };
}

/** The project of the administrator, who owns the images that the administrator makes. */
export async function findAdminProject(upstream: Upstream): Promise<string> {
  const id = await addImage(upstream, upstream.endpoint, 'admin');
  const { text } = await send(upstream, upstream.endpoint, { path: `/v2/images/${id}`, as: 'admin' });
  return String(readPath(JSON.parse(text), ['owner']));
}

/** What the permissions must be, by what became of the acts. Null where the actor does not see the image. */
export function toExpectedPermissions({ permissions, acts }: Outcome, { actor }: PermissionCase): unknown {
  if (permissions === null) {
    return ACTS.some((act) => isDone(acts[act])) ? `the image, which ${actor} changed` : null;
  }
  return Object.fromEntries(ACTS.map((act) => [act, toPermission(acts[act])]));
}

function toPermission(result: unknown): unknown {
  if (isDone(result)) return { allowed: true, reason: null };
  const reason = readPath(result, ['reason']);
  // Errors other than ImageForbiddenError have no reason: the image or the membership was not found.
  return { allowed: false, reason: reason ?? expect.any(String) };
}

function isDone(result: unknown): boolean {
  return String(readPath(result, ['__typename'])).endsWith('Success');
}
