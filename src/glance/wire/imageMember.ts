import type { ErrorKind } from '../../errorCodes.ts';
import { decodeId, decodeMemberId, decodeObject, decodeOneOf, decodeText, decodeTimestamp } from '../decode.ts';
import { isGlanceError, type GlanceError } from '../errors.ts';
import { toPathSegment } from '../identifiers.ts';
import type { GlanceResponse, StatusErrors } from '../transport/call.ts';
import { readField, requireField, toOrigin, type Field, type RowOrigin } from './row.ts';
import type { Wire } from './wire.ts';

const MEMBER_STATUSES = ['pending', 'accepted', 'rejected'] as const;
export type GlanceMemberStatus = (typeof MEMBER_STATUSES)[number];

/** Checked identifiers: see identifiers.ts. */
export interface MemberKey {
  readonly imageId: string;
  readonly memberId: string;
}

/**
 * One row of `/v2/images/{image_id}/members`, under the schema's names. Timestamps are RFC 3339 in UTC. A field is an
 * error where its value is not what the image service promises.
 */
export interface GlanceImageMember extends MemberKey {
  readonly status: Field<GlanceMemberStatus>;
  readonly createdAt: Field<string>;
  readonly updatedAt: Field<string>;
  readonly schema: Field<string>;
}

/** @throws DecodeError when the row does not say whose membership it is, and of which image */
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

function decodeMemberStatus(value: unknown, what: string): GlanceMemberStatus {
  return decodeOneOf(value, what, MEMBER_STATUSES);
}

/** A response with anything but a whole membership does not prove that the write was done. */
function decodeWrittenMember(body: unknown, response: GlanceResponse): GlanceImageMember {
  const member = decodeImageMember(body, toOrigin(response));
  for (const field of [member.status, member.createdAt, member.updatedAt, member.schema]) requireField(field);
  return member;
}

/** Glance has one 404 for an unknown image and for an unknown member; only the text tells which. */
const toMissing = (text: string): ErrorKind =>
  text.includes('not found in the member list') ? 'memberNotFound' : 'imageNotFound';

export const MEMBER_ERRORS: StatusErrors = { 404: toMissing };
const ADD_ERRORS: StatusErrors = { 404: toMissing, 409: 'memberExists', 413: 'memberLimit' };

export const membersPath = (imageId: string): string => `/v2/images/${imageId}/members`;
const memberPath = ({ imageId, memberId }: MemberKey): string => `${membersPath(imageId)}/${toPathSegment(memberId)}`;

/** `POST /v2/images/{image_id}/members`, once: it must never be repeated blindly, because two of them can both succeed. */
export function postImageMember(wire: Wire, key: MemberKey): Promise<GlanceImageMember> {
  const body = JSON.stringify({ member: key.memberId });
  return wire.json(
    { method: 'POST', path: membersPath(key.imageId), body, statuses: [200], errors: ADD_ERRORS },
    decodeWrittenMember,
  );
}

/** `PUT /v2/images/{image_id}/members/{member_id}`. The last write wins, the same status changes nothing. */
export function putImageMember(wire: Wire, key: MemberKey, status: GlanceMemberStatus): Promise<GlanceImageMember> {
  const body = JSON.stringify({ status });
  return wire.json(
    { method: 'PUT', path: memberPath(key), body, statuses: [200], errors: MEMBER_ERRORS },
    decodeWrittenMember,
  );
}

/** `DELETE /v2/images/{image_id}/members/{member_id}`: one row of possibly several. */
export function deleteImageMember(wire: Wire, key: MemberKey): Promise<void> {
  return wire.empty({ method: 'DELETE', path: memberPath(key), statuses: [204], errors: MEMBER_ERRORS });
}

/**
 * `GET /v2/images/{image_id}/members/{member_id}`; null when the member does not exist or the caller may not see it. The
 * member must be one that paths name.
 */
export function getImageMember(wire: Wire, key: MemberKey): Promise<GlanceImageMember | null> {
  return wire
    .json({ method: 'GET', path: memberPath(key), statuses: [200], errors: MEMBER_ERRORS }, (body, response) =>
      decodeImageMember(body, toOrigin(response)),
    )
    .catch((error: unknown) => {
      if (isGlanceError(error, 'imageNotFound', 'memberNotFound')) return null;
      throw error;
    });
}

/** A member as it was at one moment. */
export interface MemberSight {
  readonly member: GlanceImageMember;
  /** The moment by the clock of the service, in whole seconds; not a number when the service does not tell. */
  readonly serviceTimeMs: number;
  /** The same moment on the clock of `performance.now()`, or a little later. */
  readonly seenAtMs: number;
}

/** Like `getImageMember`, but never repeated, with the time, and with the 404 itself. */
export function sightImageMember(wire: Wire, key: MemberKey): Promise<MemberSight | GlanceError> {
  return wire
    .json({ method: 'GET', path: memberPath(key), statuses: [200], errors: MEMBER_ERRORS, once: true }, decodeSight)
    .catch((error: unknown) => {
      if (isGlanceError(error, 'imageNotFound', 'memberNotFound')) return error;
      throw error;
    });
}

/** The names of a membership as the image service has them; a look that nothing depends on. */
export function getStoredKey(wire: Wire, key: MemberKey): Promise<MemberKey> {
  return wire.json(
    { method: 'GET', path: memberPath(key), statuses: [200], errors: MEMBER_ERRORS, optional: true },
    (body, response) => {
      const { imageId, memberId } = decodeImageMember(body, toOrigin(response));
      return { imageId, memberId };
    },
  );
}

function decodeSight(body: unknown, response: GlanceResponse): MemberSight {
  const serviceTimeMs = response.date === null ? Number.NaN : Date.parse(response.date);
  return { member: decodeImageMember(body, toOrigin(response)), serviceTimeMs, seenAtMs: performance.now() };
}
