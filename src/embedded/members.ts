import { setTimeout } from 'node:timers/promises';
import { toJsonResponse } from './response.ts';
import type { EmbeddedResponse } from './response.ts';
import { GlanceFault } from './fault.ts';
import { checkCanGetImage, forbiddenAction, getImage } from './imageAccess.ts';
import { isAdmin, isAllowed, isOwner } from './policy.ts';
import type { Actor, MemberAction } from './policy.ts';
import { toIsoTime, toPythonJson, toPythonString } from './pythonText.ts';
import { parseBody } from './request.ts';
import type { EmbeddedService, EmbeddedRequest } from './request.ts';
import { membersOf, now } from './store.ts';
import type { ImageRow, MemberRow, MemberStatus, Store } from './store.ts';

/** Time between check and insert, about as long as in the real Glance. */
const INSERT_DELAY_MS = 5;

export async function createMember(
  glance: EmbeddedService,
  request: EmbeddedRequest,
  imageId: string,
): Promise<EmbeddedResponse> {
  const asked = parseMember(parseBody(request));
  const image = lookUpImage(glance, request.actor, imageId);
  const refused = new GlanceFault(403, `Not allowed to create members for image ${imageId}.`);
  if (image.visibility !== 'shared') throw refused;
  if (glance.rbac === 'legacy' && !isAdmin(request.actor) && !isOwner(request.actor, image)) throw refused;
  checkMemberAction(glance, request.actor, 'add_member', image);
  // Check the quota before the duplicate, as Glance does: at the limit an existing member is refused with 413, not 409.
  checkQuota(glance, image);

  const member = toMemberColumn(asked);
  if (findMembers(glance.store, request.actor, image, member).length > 0) {
    throw new GlanceFault(409, `Member ${toPythonString(asked)} is duplicated for image ${imageId}`);
  }
  const deletedRow = glance.store.members.find((row) => row.imageId === imageId && row.member === member);
  // Other requests run between the check and the insert, so that concurrent calls can store a member twice, as in
  // Glance.
  await setTimeout(INSERT_DELAY_MS);
  const row = deletedRow === undefined ? insertMember(glance.store, imageId, member) : reuseMember(deletedRow);
  return toJsonResponse(toPythonJson({ ...toWireMember(row), member_id: asked }));
}

export function updateMember(
  glance: EmbeddedService,
  request: EmbeddedRequest,
  imageId: string,
  memberId: string,
): EmbeddedResponse {
  const status = parseStatus(parseBody(request));
  const image = lookUpImage(glance, request.actor, imageId);
  const refused = new GlanceFault(403, `Not allowed to update members for image ${imageId}.`);
  if (image.visibility !== 'shared') throw refused;
  if (glance.rbac === 'legacy' && !isAdmin(request.actor) && isOwner(request.actor, image)) throw refused;
  const row = lookUpMember(glance, request.actor, image, memberId);
  checkMemberAction(glance, request.actor, 'modify_member', image);

  if (!isMemberStatus(status)) {
    throw new GlanceFault(400, 'Incorrect request: Status must be "pending", "accepted" or "rejected".');
  }
  if (row.status !== status) {
    row.status = status;
    row.updatedAt = now();
  }
  return toJsonResponse(toPythonJson(toWireMember(row)));
}

export function listMembers(glance: EmbeddedService, { actor }: EmbeddedRequest, imageId: string): EmbeddedResponse {
  const image = lookUpImage(glance, actor, imageId);
  if (image.visibility !== 'shared') {
    throw new GlanceFault(403, `Not allowed to list members for image ${imageId}: Only shared images have members.`);
  }
  checkMemberAction(glance, actor, 'get_members', image);
  const members = findMembers(glance.store, actor, image).map(toWireMember);
  return toJsonResponse(toPythonJson({ members, schema: '/v2/schemas/members' }));
}

export function showMember(
  glance: EmbeddedService,
  { actor }: EmbeddedRequest,
  imageId: string,
  memberId: string,
): EmbeddedResponse {
  const image = lookUpImage(glance, actor, imageId);
  if (image.visibility !== 'shared') throw new GlanceFault(404, 'Only shared images have members.');
  return toJsonResponse(toPythonJson(toWireMember(lookUpMember(glance, actor, image, memberId))));
}

/**
 * Removes one row. When a race stored the member twice, the project keeps access until the second row is removed too.
 */
export function deleteMember(
  glance: EmbeddedService,
  { actor }: EmbeddedRequest,
  imageId: string,
  memberId: string,
): EmbeddedResponse {
  const image = lookUpImage(glance, actor, imageId);
  const refused = new GlanceFault(403, `Not allowed to delete members for image ${imageId}.`);
  if (image.visibility !== 'shared') throw refused;
  if (glance.rbac === 'legacy' && !isAdmin(actor) && !isOwner(actor, image)) throw refused;
  const row = lookUpMember(glance, actor, image, memberId);
  checkMemberAction(glance, actor, 'delete_member', image);

  const deletedAt = Math.floor(now() / 1000);
  const collides = glance.store.members.some(
    (other) =>
      other !== row && other.imageId === imageId && other.member === row.member && other.deletedAt === deletedAt,
  );
  // Two rows with the same image, member and time of removal break the table's unique key. Databases other than SQLite
  // store that time in seconds.
  if (collides) throw new GlanceFault(500);
  row.deleted = true;
  row.deletedAt = deletedAt;
  row.updatedAt = now();
  return { status: 204, headers: {}, body: '' };
}

function lookUpImage(glance: EmbeddedService, actor: Actor, imageId: string): ImageRow {
  return getImage(glance.store, actor, imageId, `Image ${imageId} not found.`);
}

function lookUpMember(glance: EmbeddedService, actor: Actor, image: ImageRow, memberId: string): MemberRow {
  checkMemberAction(glance, actor, 'get_member', image);
  const [row] = findMembers(glance.store, actor, image, memberId);
  if (row === undefined) {
    throw new GlanceFault(404, `${memberId} not found in the member list of the image ${image.id}.`);
  }
  return row;
}

function findMembers(store: Store, actor: Actor, image: ImageRow, member?: string): MemberRow[] {
  const rows = membersOf(store, image.id, member);
  if (isAdmin(actor) || isOwner(actor, image)) return rows;
  return rows.filter((row) => row.member === actor.project);
}

function checkMemberAction(glance: EmbeddedService, actor: Actor, action: MemberAction, image: ImageRow): void {
  checkCanGetImage(glance.rbac, actor, image);
  if (!isAllowed(glance.rbac, actor, action, image)) throw forbiddenAction(action);
}

function checkQuota({ store, memberQuota }: EmbeddedService, image: ImageRow): void {
  const attempted = membersOf(store, image.id).length + 1;
  if (memberQuota < 0 || attempted <= memberQuota) return;
  const limit = 'The limit has been exceeded on the number of allowed image members for this image.';
  throw new GlanceFault(
    413,
    `Image member limit exceeded for image ${image.id}: ${limit} Attempted: ${attempted}, Maximum: ${memberQuota}:`,
  );
}

function insertMember(store: Store, imageId: string, member: string): MemberRow {
  if (/[\u{10000}-\u{10ffff}]/u.test(member)) {
    throw new GlanceFault(400, "Member can't contain 4 byte unicode characters.");
  }
  const time = now();
  const row: MemberRow = {
    imageId,
    member,
    status: 'pending',
    createdAt: time,
    updatedAt: time,
    deleted: false,
    deletedAt: undefined,
  };
  store.members.push(row);
  return row;
}

/** Uses the row of a removed member again, with its old time of creation. */
function reuseMember(row: MemberRow): MemberRow {
  row.deleted = false;
  row.status = 'pending';
  row.updatedAt = now();
  return row;
}

function toWireMember(row: MemberRow): Readonly<Record<string, string>> {
  return {
    member_id: row.member,
    image_id: row.imageId,
    status: row.status,
    created_at: toIsoTime(row.createdAt),
    updated_at: toIsoTime(row.updatedAt),
    schema: '/v2/schemas/member',
  };
}

function parseMember(body: object): unknown {
  if (Array.isArray(body)) throw new GlanceFault(400, 'Expected a member in the form: {"member": "image_id"}');
  if (!('member' in body)) throw new GlanceFault(400, 'Member to be added not specified');
  const { member } = body;
  const isEmptyObject = typeof member === 'object' && member !== null && Object.keys(member).length === 0;
  if (!member || isEmptyObject) throw new GlanceFault(400, "Member can't be empty");
  return member;
}

/**
 * The member as Glance's database stores it: numbers and `true` as text.
 * @throws GlanceFault 500 for any other value
 */
function toMemberColumn(member: unknown): string {
  if (typeof member === 'number') return String(member);
  if (member === true) return '1';
  if (typeof member !== 'string' || /\p{Surrogate}/u.test(member)) throw new GlanceFault(500);
  return member;
}

function parseStatus(body: object): unknown {
  if (Array.isArray(body)) throw new GlanceFault(400, 'Expected a status in the form: {"status": "status"}');
  if (!('status' in body)) throw new GlanceFault(400, 'Status not specified');
  return body.status;
}

function isMemberStatus(status: unknown): status is MemberStatus {
  return status === 'pending' || status === 'accepted' || status === 'rejected';
}
