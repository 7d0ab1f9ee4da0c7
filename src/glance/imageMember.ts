import type { Caller } from './caller.ts';
import type { GlanceClient } from './client.ts';
import {
  decodeId,
  decodeMemberId,
  decodeObject,
  decodeOneOf,
  decodeText,
  decodeTimestamp,
  isObject,
  type JsonObject,
} from './decode.ts';
import { GlanceError, isGlanceError } from './errors.ts';
import { isInPaths, toPathSegment } from './identifiers.ts';
import { decodeRows, readField, requireField, toOrigin, type Field, type RowOrigin, type Rows } from './row.ts';
import type { GlanceAnswer } from './transport.ts';

const MEMBER_STATUSES = ['pending', 'accepted', 'rejected'] as const;
export type GlanceMemberStatus = (typeof MEMBER_STATUSES)[number];

/**
 * One row of `/v2/images/{image_id}/members`. Timestamps are RFC 3339 in UTC. A field is an error where its value is not
 * what the image service promises.
 */
export interface GlanceImageMember {
  readonly image_id: string;
  readonly member_id: string;
  readonly status: Field<GlanceMemberStatus>;
  readonly created_at: Field<string>;
  readonly updated_at: Field<string>;
  readonly schema: Field<string>;
}

/** Checked identifiers: see identifiers.ts. */
export interface MemberKey {
  readonly imageId: string;
  readonly memberId: string;
}

function decodeMemberStatus(value: unknown, what: string): GlanceMemberStatus {
  return decodeOneOf(value, what, MEMBER_STATUSES);
}

/** @throws DecodeError when the row does not say whose membership it is, and of which image */
function decodeImageMember(value: unknown, origin: RowOrigin): GlanceImageMember {
  const row = decodeObject(value, 'member');
  return {
    image_id: decodeId(row['image_id'], 'image_id'),
    member_id: decodeMemberId(row['member_id'], 'member_id'),
    status: readField(row['status'], 'status', decodeMemberStatus, origin),
    created_at: readField(row['created_at'], 'created_at', decodeTimestamp, origin),
    updated_at: readField(row['updated_at'], 'updated_at', decodeTimestamp, origin),
    schema: readField(row['schema'], 'schema', decodeText, origin),
  };
}

/** A response with anything but a whole membership does not prove that the write was done. */
function decodeWrittenMember(body: unknown, answer: GlanceAnswer): GlanceImageMember {
  const member = decodeImageMember(body, toOrigin(answer));
  for (const field of [member.status, member.created_at, member.updated_at, member.schema]) requireField(field);
  return member;
}

interface MembersPage extends Rows<GlanceImageMember> {
  /** Null on the last page. */
  readonly nextMarker: string | null;
}

function decodeImageMembers(body: unknown, answer: GlanceAnswer): MembersPage {
  const page = decodeObject(body, 'members');
  const { rows, leftOut } = decodeRows(page['members'], 'members', toOrigin(answer), decodeImageMember);
  return { rows, leftOut, nextMarker: findNextMarker(page) };
}

/** Racing POSTs leave several rows of one member; a GET of the member shows the first. */
function withoutDuplicates(rows: readonly GlanceImageMember[]): readonly GlanceImageMember[] {
  const seen = new Set<string>();
  return rows.filter(({ member_id }) => !seen.has(member_id) && seen.add(member_id));
}

/** No image has so many members that they need more. */
const MAX_MEMBER_PAGES = 20;

const membersPath = (imageId: string): string => `/v2/images/${imageId}/members`;
const memberPath = ({ imageId, memberId }: MemberKey): string => `${membersPath(imageId)}/${toPathSegment(memberId)}`;

/** `POST /v2/images/{image_id}/members`, once: it must never be repeated blindly, two of them can both succeed. */
export function postImageMember(client: GlanceClient, caller: Caller, key: MemberKey): Promise<GlanceImageMember> {
  const body = JSON.stringify({ member: key.memberId });
  return client.json(
    caller,
    { method: 'POST', path: membersPath(key.imageId), body },
    { status: 200, decode: decodeWrittenMember },
  );
}

/**
 * `GET /v2/images/{image_id}/members/{member_id}`; null when it does not exist or the caller may not see it. A member
 * that no path can name is looked for in the list.
 */
export function findImageMember(
  client: GlanceClient,
  caller: Caller,
  key: MemberKey,
): Promise<GlanceImageMember | null> {
  if (!isInPaths(key.memberId)) return findInList(client, caller, key);
  return client
    .json(
      caller,
      { method: 'GET', path: memberPath(key) },
      { status: 200, decode: (body, answer) => decodeImageMember(body, toOrigin(answer)) },
    )
    .catch(toNullWhenNotFound);
}

async function findInList(
  client: GlanceClient,
  caller: Caller,
  { imageId, memberId }: MemberKey,
): Promise<GlanceImageMember | null> {
  const members = await listImageMembers(client, caller, imageId).catch((error: unknown) => {
    if (isGlanceError(error) && error.listsOnlyShared) return null;
    throw error;
  });
  const found = members?.rows.find(({ member_id }) => member_id === memberId);
  // A row that could not be read may be the one that is looked for.
  if (!found && members?.leftOut[0]) throw members.leftOut[0];
  return found ?? null;
}

/** A member as it was at one moment. */
export interface MemberSight {
  readonly member: GlanceImageMember;
  /** The moment by the clock of the service, in whole seconds; not a number when the service does not tell. */
  readonly serviceTimeMs: number;
  /** The same moment on the clock of `performance.now()`, or a little later. */
  readonly seenAtMs: number;
}

/** Like `findImageMember`, but once, with the time, and with the 404 itself. The member must be one that paths name. */
export function sightImageMember(
  client: GlanceClient,
  caller: Caller,
  key: MemberKey,
): Promise<MemberSight | GlanceError> {
  return client
    .json(caller, { method: 'GET', path: memberPath(key), once: true }, { status: 200, decode: decodeSight })
    .catch((error: unknown) => {
      if (isGlanceError(error, 'imageNotFound', 'memberNotFound')) return error;
      throw error;
    });
}

function decodeSight(body: unknown, answer: GlanceAnswer): MemberSight {
  const serviceTimeMs = answer.date === null ? Number.NaN : Date.parse(answer.date);
  return { member: decodeImageMember(body, toOrigin(answer)), serviceTimeMs, seenAtMs: performance.now() };
}

/** `GET /v2/images/{image_id}/members`, each member once; null when the image cannot be seen. */
export async function listImageMembers(
  client: GlanceClient,
  caller: Caller,
  imageId: string,
): Promise<Rows<GlanceImageMember> | null> {
  const members = await listMemberRows(client, caller, imageId);
  return members && { ...members, rows: withoutDuplicates(members.rows) };
}

/** Like `listImageMembers`, but with every row that there is of a member. */
export function listMemberRows(
  client: GlanceClient,
  caller: Caller,
  imageId: string,
): Promise<Rows<GlanceImageMember> | null> {
  return client
    .json(caller, { method: 'GET', path: membersPath(imageId) }, { status: 200, decode: decodeImageMembers })
    .then(
      (page) => (page.nextMarker === null ? page : readNextMembers(client, caller, imageId, page)),
      toNullWhenNotFound,
    );
}

/** Glance has all members on one page; Huawei's image service has at most 500 there. */
async function readNextMembers(
  client: GlanceClient,
  caller: Caller,
  imageId: string,
  first: MembersPage,
): Promise<Rows<GlanceImageMember>> {
  const rows = [...first.rows];
  const leftOut = [...first.leftOut];
  let marker = first.nextMarker;
  for (let pages = 1; marker !== null; pages += 1) {
    if (pages === MAX_MEMBER_PAGES) throw new GlanceError('protocol', { outcome: 'notApplied' });
    const path = `${membersPath(imageId)}?marker=${encodeURIComponent(marker)}`;
    const page: MembersPage = await client.json(
      caller,
      { method: 'GET', path },
      { status: 200, decode: decodeImageMembers },
    );
    if (page.nextMarker === marker) throw new GlanceError('protocol', { outcome: 'notApplied' });
    rows.push(...page.rows);
    leftOut.push(...page.leftOut);
    marker = page.nextMarker;
  }
  return { rows, leftOut };
}

/** As Huawei's image service announces a page, or as Glance announces one of images. */
function findNextMarker({ page_info: info, next }: JsonObject): string | null {
  const marker = isObject(info) ? info['next_marker'] : null;
  if (typeof marker === 'string' && marker !== '') return marker;
  return typeof next === 'string' ? new URLSearchParams(next.split('?')[1]).get('marker') : null;
}

/** `PUT /v2/images/{image_id}/members/{member_id}`. The last write wins, the same status changes nothing. */
export function putImageMember(
  client: GlanceClient,
  caller: Caller,
  key: MemberKey,
  status: GlanceMemberStatus,
): Promise<GlanceImageMember> {
  const body = JSON.stringify({ status });
  return client.json(
    caller,
    { method: 'PUT', path: memberPath(key), body },
    { status: 200, decode: decodeWrittenMember },
  );
}

/** `DELETE /v2/images/{image_id}/members/{member_id}`: one row of possibly several. */
export function deleteImageMember(client: GlanceClient, caller: Caller, key: MemberKey): Promise<void> {
  return client.empty(caller, { method: 'DELETE', path: memberPath(key) }, { status: 204 });
}

function toNullWhenNotFound(error: unknown): null {
  if (isGlanceError(error, 'imageNotFound', 'memberNotFound')) return null;
  throw error;
}
