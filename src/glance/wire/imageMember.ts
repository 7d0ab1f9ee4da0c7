import type { ErrorKind } from '../../errorCodes.ts';
import { decodeId, decodeMemberId, decodeObject, decodeOneOf, decodeText, decodeTimestamp } from '../decode.ts';
import { isGlanceError, type GlanceError } from '../errors.ts';
import { toPathSegment } from '../identifiers.ts';
import type { GlanceResponse, StatusErrors } from '../transport/call.ts';
import { readField, requireField, toOrigin, type Field, type RowOrigin } from './row.ts';
import type { Wire } from './wire.ts';

const MEMBER_STATUSES = ['pending', 'accepted', 'rejected'] as const;
export type GlanceMemberStatus = (typeof MEMBER_STATUSES)[number];

/** The IDs of a membership, checked by src/glance/identifiers.ts. */
export interface MemberKey {
  readonly imageId: string;
  readonly memberId: string;
}

/**
 * One row of `/v2/images/{image_id}/members`, with the names of the GraphQL fields. Timestamps are RFC 3339 in UTC. A
 * field is an error where its value is not what the API promises.
 */
export interface GlanceImageMember extends MemberKey {
  readonly status: Field<GlanceMemberStatus>;
  readonly createdAt: Field<string>;
  readonly updatedAt: Field<string>;
  readonly schema: Field<string>;
}

/** @throws DecodeError for a row without an image ID or a member ID */
export function decodeImageMember(value: unknown, origin: RowOrigin): GlanceImageMember {
  const row = decodeObject(value, 'member');
  return {
    imageId: decodeId(row['image_id'], 'image_id'),
    memberId: decodeMemberId(row['member_id'], 'member_id'),
    status: readField(row['status'], 'status', decodeMemberStatus, origin),
    createdAt: readField(row['created_at'], 'created_at', decodeTimestamp, origin),
    updatedAt: readField(row['updated_at'], 'updated_at', decodeTimestamp, origin),
    schema: readField(row['schema'], 'schema', decodeText, origin),
  };
}

/**
 * Decodes the payload of a notification about a member, which has the fields of the API's rows but the schema.
 * @throws DecodeError for a payload without an image ID or a member ID
 */
export function decodeNotifiedMember(payload: object): GlanceImageMember {
  return decodeImageMember({ schema: '/v2/schemas/member', ...payload }, { status: 200, requestId: '' });
}

function decodeMemberStatus(value: unknown, what: string): GlanceMemberStatus {
  return decodeOneOf(value, what, MEMBER_STATUSES);
}

/**
 * Decodes the response to a write. Throws where a field is wrong: only a whole membership proves that the write was
 * done.
 */
function decodeWrittenMember(body: unknown, response: GlanceResponse): GlanceImageMember {
  const member = decodeImageMember(body, toOrigin(response));
  for (const field of [member.status, member.createdAt, member.updatedAt, member.schema]) requireField(field);
  return member;
}

/** The kind of a 404. Glance sends 404 for an unknown image and for an unknown member; only the text tells which. */
const toMissing = (text: string): ErrorKind =>
  text.includes('not found in the member list') ? 'memberNotFound' : 'imageNotFound';

export const MEMBER_ERRORS: StatusErrors = { 404: toMissing };
const ADD_ERRORS: StatusErrors = { 404: toMissing, 409: 'memberExists', 413: 'memberLimit' };

export const membersPath = (imageId: string): string => `/v2/images/${imageId}/members`;
const memberPath = ({ imageId, memberId }: MemberKey): string => `${membersPath(imageId)}/${toPathSegment(memberId)}`;

/** `POST /v2/images/{image_id}/members`. Must not be repeated without a look, because two POSTs can both succeed. */
export function postImageMember(wire: Wire, key: MemberKey): Promise<GlanceImageMember> {
  const body = JSON.stringify({ member: key.memberId });
  return wire.requestJson(
    { method: 'POST', path: membersPath(key.imageId), body, statuses: [200], errors: ADD_ERRORS },
    decodeWrittenMember,
  );
}

/** `PUT /v2/images/{image_id}/members/{member_id}`. The last PUT wins. A PUT of the same status changes nothing. */
export function putImageMember(wire: Wire, key: MemberKey, status: GlanceMemberStatus): Promise<GlanceImageMember> {
  const body = JSON.stringify({ status });
  return wire.requestJson(
    { method: 'PUT', path: memberPath(key), body, statuses: [200], errors: MEMBER_ERRORS },
    decodeWrittenMember,
  );
}

/** `DELETE /v2/images/{image_id}/members/{member_id}`. Deletes one row of a member that can have several. */
export function deleteImageMember(wire: Wire, key: MemberKey): Promise<void> {
  return wire.requestStatus({ method: 'DELETE', path: memberPath(key), statuses: [204], errors: MEMBER_ERRORS });
}

/**
 * `GET /v2/images/{image_id}/members/{member_id}`; null when the member does not exist or the caller may not see it.
 * `isInPaths` must have accepted the member's ID.
 */
export function getImageMember(wire: Wire, key: MemberKey): Promise<GlanceImageMember | null> {
  return wire
    .requestJson({ method: 'GET', path: memberPath(key), statuses: [200], errors: MEMBER_ERRORS }, (body, response) =>
      decodeImageMember(body, toOrigin(response)),
    )
    .catch((error: unknown) => {
      if (isGlanceError(error, 'imageNotFound', 'memberNotFound')) return null;
      throw error;
    });
}

/** A member, and the time at which it was read. */
export interface MemberSnapshot {
  readonly member: GlanceImageMember;
  /** The time by the clock of the image service, in whole seconds; NaN where the response has no `Date`. */
  readonly serviceTimeMs: number;
  /** The same time on the clock of `performance.now()`, or a little later. */
  readonly seenAtMs: number;
}

/** Like `getImageMember`, but with the time, without retries, and with the error of a 404 instead of null. */
export function getMemberSnapshot(wire: Wire, key: MemberKey): Promise<MemberSnapshot | GlanceError> {
  return wire
    .requestJson(
      { method: 'GET', path: memberPath(key), statuses: [200], errors: MEMBER_ERRORS, once: true },
      decodeSnapshot,
    )
    .catch((error: unknown) => {
      if (isGlanceError(error, 'imageNotFound', 'memberNotFound')) return error;
      throw error;
    });
}

/** The IDs of a membership as the image service stores them. */
export function getStoredKey(wire: Wire, key: MemberKey): Promise<MemberKey> {
  return wire.requestJson(
    { method: 'GET', path: memberPath(key), statuses: [200], errors: MEMBER_ERRORS, optional: true },
    (body, response) => {
      const { imageId, memberId } = decodeImageMember(body, toOrigin(response));
      return { imageId, memberId };
    },
  );
}

function decodeSnapshot(body: unknown, response: GlanceResponse): MemberSnapshot {
  const serviceTimeMs = response.date === null ? Number.NaN : Date.parse(response.date);
  return { member: decodeImageMember(body, toOrigin(response)), serviceTimeMs, seenAtMs: performance.now() };
}
