import { decodeNotifiedMember, type GlanceImageMember } from '../../../glance/glance.ts';
import type { SharingChange } from '../../sharingSource.ts';

/** One notification of the image service, without what the gateway does not use. */
export interface Notification {
  /** The same message can come twice, with the same ID. */
  readonly id: string;
  /** Null for a kind of event that says nothing about sharing. */
  readonly change: SharingChange | null;
}

type MemberKind = Extract<SharingChange, { readonly member: object }>['kind'];

const MEMBER_KINDS: ReadonlyMap<string, MemberKind> = new Map([
  ['image.member.create', 'memberAdded'],
  ['image.member.update', 'memberUpdated'],
  ['image.member.delete', 'memberRemoved'],
]);

/** Kinds of events after which an image can have another visibility or another owner. */
const IMAGE_KINDS: ReadonlySet<string> = new Set(['image.create', 'image.update', 'image.activate']);

/**
 * Decodes the body of a message as oslo.messaging writes it: version 2 has the notification as a JSON text in
 * `oslo.message`, version 1 has the notification itself.
 * @returns null for a body that cannot be read
 */
export function decodeNotification(text: string): Notification | null {
  const outer = parseObject(text);
  const wrapped = outer?.['oslo.message'];
  const inner = wrapped === undefined ? outer : typeof wrapped === 'string' ? parseObject(wrapped) : null;
  const { message_id: id, event_type: type, payload } = inner ?? {};
  if (typeof id !== 'string' || typeof type !== 'string') return null;
  const change = toChange(type, isObject(payload) ? payload : {});
  return change === undefined ? null : { id, change };
}

/** @returns null for an event that says nothing about sharing, undefined for one without its IDs */
function toChange(type: string, payload: JsonObject): SharingChange | null | undefined {
  const memberKind = MEMBER_KINDS.get(type);
  if (memberKind !== undefined) {
    const member = toMember(payload);
    return member && { kind: memberKind, member };
  }
  const isDeletion = type === 'image.delete';
  if (!isDeletion && !IMAGE_KINDS.has(type)) return null;
  const { id: imageId } = payload;
  if (typeof imageId !== 'string') return undefined;
  const ownerId = toText(payload['owner']);
  if (isDeletion) return { kind: 'imageDeleted', imageId, ownerId };
  return { kind: 'imageChanged', imageId, ownerId, visibility: toText(payload['visibility']) };
}

function toMember(payload: JsonObject): GlanceImageMember | undefined {
  try {
    return decodeNotifiedMember(payload);
  } catch {
    return undefined;
  }
}

type JsonObject = Readonly<Record<string, unknown>>;

function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
