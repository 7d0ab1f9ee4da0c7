import { setTimeout } from 'node:timers/promises';
import { toJsonAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import { GlanceFault } from './fault.ts';
import { checkCanGetImage, forbiddenAction, getImage } from './imageAccess.ts';
import { isAdmin, isAllowed, isOwner } from './policy.ts';
import type { Actor, MemberAction } from './policy.ts';
import { toIsoTime, toPythonJson, toPythonString } from './pythonText.ts';
import { parseBody } from './request.ts';
import type { Glance, GlanceRequest } from './request.ts';
import { membersOf, now } from './store.ts';
import type { ImageRow, MemberRow, MemberStatus, Store } from './store.ts';

/** About what the real one takes between its check and its insert. */
const INSERT_DELAY_MS = 5;

export async function createMember(glance: Glance, request: GlanceRequest, imageId: string): Promise<Answer> {
  const asked = parseMember(parseBody(request));
  const image = lookUpImage(glance, request.actor, imageId);
  const refused = new GlanceFault(403, `Not allowed to create members for image ${imageId}.`);
  if (image.visibility !== 'shared') throw refused;
  if (glance.rbac === 'legacy' && !isAdmin(request.actor) && !isOwner(request.actor, image)) throw refused;
  checkMemberAction(glance, request.actor, 'add_member', image);
  // The quota comes before the duplicate: at the limit an existing member is answered with 413.
  checkQuota(glance, image);

  const member = toMemberColumn(asked);
  if (findMembers(glance.store, request.actor, image, member).length > 0) {
    throw new GlanceFault(409, `Member ${toPythonString(asked)} is duplicated for image ${imageId}`);
  }
  const deletedRow = glance.store.members.find((row) => row.imageId === imageId && row.member === member);
  // Others run between the check and the insert, so that concurrent calls can store a member twice.
  await setTimeout(INSERT_DELAY_MS);
  const row = deletedRow === undefined ? insertMember(glance.store, imageId, member) : reuseMember(deletedRow);
  return toJsonAnswer(toPythonJson({ ...toWireMember(row), member_id: asked }));
}

export function updateMember(glance: Glance, request: GlanceRequest, imageId: string, memberId: string): Answer {
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
  return toJsonAnswer(toPythonJson(toWireMember(row)));
}

export function listMembers(glance: Glance, { actor }: GlanceRequest, imageId: string): Answer {
  const image = lookUpImage(glance, actor, imageId);
  if (image.visibility !== 'shared') {
    throw new GlanceFault(403, `Not allowed to list members for image ${imageId}: Only shared images have members.`);
  }
  checkMemberAction(glance, actor, 'get_members', image);
  const members = findMembers(glance.store, actor, image).map(toWireMember);
  return toJsonAnswer(toPythonJson({ members, schema: '/v2/schemas/members' }));
}

export function showMember(glance: Glance, { actor }: GlanceRequest, imageId: string, memberId: string): Answer {
  const image = lookUpImage(glance, actor, imageId);
  if (image.visibility !== 'shared') throw new GlanceFault(404, 'Only shared images have members.');
  return toJsonAnswer(toPythonJson(toWireMember(lookUpMember(glance, actor, image, memberId))));
}

/** Removes one row. Where a race left two, the recipient keeps access until the second is removed as well. */
export function deleteMember(glance: Glance, { actor }: GlanceRequest, imageId: string, memberId: string): Answer {
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
  // The table's key is image, member and time of deletion, which databases other than SQLite keep in seconds.
  if (collides) throw new GlanceFault(500);
  row.deleted = true;
  row.deletedAt = deletedAt;
  row.updatedAt = now();
  return { status: 204, headers: {}, body: '' };
}

function lookUpImage(glance: Glance, actor: Actor, imageId: string): ImageRow {
  return getImage(glance.store, actor, imageId, `Image ${imageId} not found.`);
}

function lookUpMember(glance: Glance, actor: Actor, image: ImageRow, memberId: string): MemberRow {
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

function checkMemberAction(glance: Glance, actor: Actor, action: MemberAction, image: ImageRow): void {
  checkCanGetImage(glance.rbac, actor, image);
  if (!isAllowed(glance.rbac, actor, action, image)) throw forbiddenAction(action);
}

function checkQuota({ store, memberQuota }: Glance, image: ImageRow): void {
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

/** A member that was removed gets its row back, with the old time of creation. */
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

/** The database takes numbers and booleans as text, and fails over anything else. */
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
