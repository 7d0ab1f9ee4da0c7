import {
  decodeCount,
  decodeFlag,
  decodeId,
  decodeObject,
  decodeOneOf,
  decodeOptionalSize,
  decodeOptionalText,
  decodeText,
  decodeTimestamp,
  DecodeError,
  type JsonObject,
} from '../decode.ts';
import { isGlanceError } from '../errors.ts';
import { restoreSizes } from './exactSizes.ts';
import { toImageProperties, type GlanceImageProperty } from './imageProperties.ts';
import { readField, toOrigin, type Field, type RowOrigin } from './row.ts';
import type { GlanceResponse } from '../transport/call.ts';
import type { Wire } from './wire.ts';

const IMAGE_VISIBILITIES = ['public', 'community', 'shared', 'private'] as const;
export type GlanceVisibility = (typeof IMAGE_VISIBILITIES)[number];

/**
 * An image as `/v2/images/{image_id}` shows it. The properties have the names of the GraphQL fields, so that most
 * fields need no resolver. A property is decoded when it is read. It is an error where the value is not what the API
 * promises.
 */
export class GlanceImage {
  readonly id: string;
  /** The image's JSON object, not decoded. */
  readonly row: JsonObject;
  readonly origin: RowOrigin;

  /** @throws DecodeError when the row has no id */
  constructor(value: unknown, origin: RowOrigin) {
    this.row = decodeObject(value, 'image');
    this.id = decodeId(this.row['id'], 'id');
    this.origin = origin;
  }

  get name(): Field<string | null> {
    return readField(this.row['name'], 'name', decodeOptionalText, this.origin);
  }

  /** Any text, because later releases of Glance add statuses. */
  get status(): Field<string> {
    return readField(this.row['status'], 'status', decodeText, this.origin);
  }

  get visibility(): Field<GlanceVisibility> {
    return readField(this.row['visibility'], 'visibility', decodeVisibility, this.origin);
  }

  get owner(): Field<string | null> {
    return readField(this.row['owner'], 'owner', decodeOptionalText, this.origin);
  }

  get sizeBytes(): Field<number | string | null> {
    return readField(this.row['size'], 'size', decodeOptionalSize, this.origin);
  }

  get virtualSizeBytes(): Field<number | string | null> {
    return readField(this.row['virtual_size'], 'virtual_size', decodeOptionalSize, this.origin);
  }

  get minDiskGib(): Field<number> {
    return readField(this.row['min_disk'], 'min_disk', decodeCount, this.origin);
  }

  get minRamMib(): Field<number> {
    return readField(this.row['min_ram'], 'min_ram', decodeCount, this.origin);
  }

  get diskFormat(): Field<string | null> {
    return readField(this.row['disk_format'], 'disk_format', decodeOptionalText, this.origin);
  }

  get containerFormat(): Field<string | null> {
    return readField(this.row['container_format'], 'container_format', decodeOptionalText, this.origin);
  }

  get tags(): Field<readonly string[]> {
    return readField(this.row['tags'], 'tags', decodeTags, this.origin);
  }

  get protected(): Field<boolean> {
    return readField(this.row['protected'], 'protected', decodeFlag, this.origin);
  }

  get hidden(): Field<boolean> {
    return readField(this.row['os_hidden'], 'os_hidden', decodeFlag, this.origin);
  }

  get createdAt(): Field<string> {
    return readField(this.row['created_at'], 'created_at', decodeTimestamp, this.origin);
  }

  get updatedAt(): Field<string> {
    return readField(this.row['updated_at'], 'updated_at', decodeTimestamp, this.origin);
  }

  /** A method, because clients rarely ask for the properties, and decoding them takes as long as all other fields. */
  toProperties(): readonly GlanceImageProperty[] {
    return toImageProperties(this.row, this.origin);
  }
}

export function decodeImage(value: unknown, origin: RowOrigin): GlanceImage {
  return new GlanceImage(value, origin);
}

function decodeVisibility(value: unknown, what: string): GlanceVisibility {
  return decodeOneOf(value, what, IMAGE_VISIBILITIES);
}

const NO_TAGS: readonly string[] = [];

function decodeTags(value: unknown, what: string): readonly string[] {
  if (value === null || value === undefined) return NO_TAGS;
  if (Array.isArray(value) && value.every((tag) => typeof tag === 'string')) return value;
  throw new DecodeError(`${what}: no list of texts`);
}

export function decodeSingleImage(body: unknown, response: GlanceResponse): GlanceImage {
  restoreSizes([body], response.text, (exact) => [exact]);
  return decodeImage(body, toOrigin(response));
}

/** `GET /v2/images/{image_id}`; null when the image does not exist or the caller may not see it. */
export function getImage(wire: Wire, imageId: string): Promise<GlanceImage | null> {
  return requireImage(wire, imageId).catch((error: unknown) => {
    if (isGlanceError(error, 'imageNotFound')) return null;
    throw error;
  });
}

/** Like `getImage`, but with the error of a 404 instead of null. */
export function requireImage(wire: Wire, imageId: string): Promise<GlanceImage> {
  return wire.requestJson(
    { method: 'GET', path: `/v2/images/${imageId}`, statuses: [200], errors: { 404: 'imageNotFound' } },
    decodeSingleImage,
  );
}
