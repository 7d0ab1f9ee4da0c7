import { GlanceFault } from './fault.ts';
import { tooLongText } from './imageText.ts';
import { toPythonString } from './pythonText.ts';
import type { ImageRow, Visibility } from './store.ts';

const READ_ONLY = [
  'created_at',
  'updated_at',
  'status',
  'checksum',
  'size',
  'virtual_size',
  'os_hash_algo',
  'os_hash_value',
];
const DISALLOWED = ['direct_url', 'self', 'file', 'schema', 'stores'];
const RESERVED = ['location', 'deleted', 'deleted_at'];
const BASE = [
  'id',
  'name',
  'visibility',
  'protected',
  'os_hidden',
  'owner',
  'container_format',
  'disk_format',
  'tags',
  'min_ram',
  'min_disk',
];
const CONTAINER_FORMATS = ['ami', 'ari', 'aki', 'bare', 'ovf', 'ova', 'docker', 'compressed'];
const DISK_FORMATS = ['ami', 'ari', 'aki', 'vhd', 'vhdx', 'vmdk', 'raw', 'qcow2', 'vdi', 'iso', 'ploop'];
const VISIBILITIES = ['community', 'public', 'private', 'shared'] as const;
const IMAGE_ID = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;

/**
 * One rule for each attribute. A rule returns undefined for a valid value, otherwise the message of Glance's schema.
 */
const RULES: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  id: (value) =>
    typeof value === 'string'
      ? IMAGE_ID.test(value)
        ? undefined
        : `${toRepr(value)} does not match '^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$'`
      : notOfType(value, 'string'),
  name: optionalText,
  owner: optionalText,
  visibility: (value) => oneOf(value, VISIBILITIES),
  protected: (value) => (typeof value === 'boolean' ? undefined : notOfType(value, 'boolean')),
  os_hidden: (value) => (typeof value === 'boolean' ? undefined : notOfType(value, 'boolean')),
  container_format: (value) => oneOf(value, [null, ...CONTAINER_FORMATS]),
  disk_format: (value) => oneOf(value, [null, ...DISK_FORMATS]),
  min_ram: (value) => (Number.isInteger(value) ? undefined : notOfType(value, 'integer')),
  min_disk: (value) => (Number.isInteger(value) ? undefined : notOfType(value, 'integer')),
  tags: (value) => {
    if (!Array.isArray(value)) return notOfType(value, 'array');
    const bad: unknown = value.find((tag) => typeof tag !== 'string');
    if (bad !== undefined) return notOfType(bad, 'string');
    return value.map((tag) => tooLongText(String(tag))).find((reason) => reason !== undefined);
  },
};

export function isBaseField(name: string): boolean {
  return BASE.includes(name);
}

export function isReadOnly(name: string): boolean {
  return READ_ONLY.includes(name);
}

/** @throws GlanceFault 403 for an attribute that a client may not change */
export function checkWritable(name: string): void {
  if (isReadOnly(name) || DISALLOWED.includes(name)) throw readOnly(name);
  if (isReserved(name)) throw new GlanceFault(403, reservedText(name));
}

/**
 * @throws GlanceFault 403 for an attribute that a client may not set on a new image. Glance refuses read-only
 * attributes later, and words the refusal of a reserved attribute differently than for an existing image.
 */
export function checkCreatable(name: string): void {
  if (DISALLOWED.includes(name)) throw readOnly(name);
  if (isReserved(name)) throw new GlanceFault(403, undefined, { detail: reservedText(name) });
}

function isReserved(name: string): boolean {
  return RESERVED.includes(name) || name.startsWith('os_glance');
}

function reservedText(name: string): string {
  return `Attribute '${name}' is reserved.`;
}

export function readOnly(name: string): GlanceFault {
  return new GlanceFault(403, `Attribute '${name}' is read-only.`);
}

/**
 * @throws GlanceFault 400 with the first line of Glance's message. The further lines of Glance, which quote the schema,
 * are left out.
 */
export function checkField(name: string, value: unknown): void {
  const rule = RULES[name] ?? ((text: unknown) => (typeof text === 'string' ? undefined : notOfType(text, 'string')));
  const reason = rule(value);
  if (reason !== undefined) {
    throw new GlanceFault(400, `Provided object does not match schema 'image': ${reason}`);
  }
}

/** Sets a value that `checkField` has accepted. @throws GlanceFault 403 for a format of an image that is not queued */
export function setField(image: ImageRow, name: string, value: unknown): void {
  switch (name) {
    case 'name':
      image.name = textOrNull(value);
      break;
    case 'owner':
      image.owner = textOrNull(value);
      break;
    case 'visibility':
      image.visibility = toVisibility(value);
      break;
    case 'protected':
      image.protected = value === true;
      break;
    case 'os_hidden':
      image.hidden = value === true;
      break;
    case 'container_format':
      checkQueued(image, name);
      image.containerFormat = textOrNull(value);
      break;
    case 'disk_format':
      checkQueued(image, name);
      image.diskFormat = textOrNull(value);
      break;
    case 'min_ram':
      image.minRam = Number(value);
      break;
    case 'min_disk':
      image.minDisk = Number(value);
      break;
    case 'tags':
      image.tags = Array.isArray(value) ? [...new Set(value.map(String))] : [];
      break;
    default:
      image.properties.set(name, String(value));
  }
}

function checkQueued(image: ImageRow, name: string): void {
  if (image.status !== 'queued') {
    throw new GlanceFault(403, `Attribute ${name} can be only replaced for a queued image.`);
  }
}

function toVisibility(value: unknown): Visibility {
  return VISIBILITIES.find((visibility) => visibility === value) ?? 'shared';
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function optionalText(value: unknown): string | undefined {
  if (typeof value === 'string') return tooLongText(value);
  if (value === null) return undefined;
  return `${toRepr(value)} is not of type 'null', 'string'`;
}

function oneOf(value: unknown, allowed: readonly unknown[]): string | undefined {
  if (allowed.includes(value)) return undefined;
  return `${toRepr(value)} is not one of [${allowed.map(toRepr).join(', ')}]`;
}

function notOfType(value: unknown, type: string): string {
  return `${toRepr(value)} is not of type '${type}'`;
}

function toRepr(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : toPythonString(value);
}
