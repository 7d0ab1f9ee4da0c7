import { createHash } from 'node:crypto';
import type { ImageRow, MemberStatus, Store, Visibility } from './store.ts';

/** The data that an embedded Glance starts with. `parseEmbeddedSeed` checks a seed that was read from JSON. */
export interface EmbeddedSeed {
  /** Project IDs by name. The other parts of the seed refer to a project by its name. */
  readonly projects: Readonly<Record<string, string>>;
  /** Tokens by a name of your choice. */
  readonly tokens: Readonly<Record<string, SeedToken>>;
  readonly images: readonly SeedImage[];
  /** Domain IDs by name. The domain `Default`, whose ID is `default`, is always there. */
  readonly domains?: Readonly<Record<string, string>>;
  /** For projects that are not in domain Default, or whose name at Keystone is not their name in `projects`. */
  readonly projectNames?: Readonly<Record<string, SeedProjectName>>;
  /** By name: the users that need more than the defaults. Every token has a user. */
  readonly users?: Readonly<Record<string, SeedUser>>;
  /** By name. */
  readonly applicationCredentials?: Readonly<Record<string, SeedCredential>>;
}

export interface SeedProjectName {
  /** Unique within its domain; the name in `projects` unless given. */
  readonly name?: string;
  /** Name of the domain; `Default` unless given. */
  readonly domain?: string;
}

/** Roles in one project, in one domain, or in the whole system; `admin` implies `member`, which implies `reader`. */
export interface SeedAssignment {
  /** Null or missing where the roles are not in a project. */
  readonly project?: string | null;
  readonly domain?: string;
  readonly system?: boolean;
  readonly roles: readonly string[];
}

/** A token, and with it the roles of its user. */
export interface SeedToken extends SeedAssignment {
  /** As clients send it in `X-Auth-Token`. */
  readonly token: string;
  /** Null for a token without a scope, and for a token for a domain or for the whole system. */
  readonly project: string | null;
  /** Name of the user; the name of the token unless given. */
  readonly user?: string;
}

interface SeedUser {
  /** An ID that is made from the name, unless given. */
  readonly id?: string;
  /** Name of the domain; `Default` unless given. */
  readonly domain?: string;
  /** The name followed by `-password` unless given. */
  readonly password?: string;
  /** Besides the roles that the tokens of the user have. */
  readonly roles?: readonly SeedAssignment[];
}

interface SeedCredential {
  /** An ID that is made from the name, unless given. */
  readonly id?: string;
  readonly secret: string;
  /** Name of the user for whom the credential acts. */
  readonly user: string;
  readonly project: string;
  /** All roles of the user in the project unless given. */
  readonly roles?: readonly string[];
  /** The only calls that a token of the credential may be used for; every call unless given. */
  readonly accessRules?: readonly SeedAccessRule[];
  /** A token of the credential that is valid from the start, besides those that the credential gets. */
  readonly token?: string;
}

export interface SeedAccessRule {
  /** Type of the service, such as `image`. */
  readonly service: string;
  readonly method: string;
  /** A path in which `*` or `{name}` stands for one segment, and `**` for any number of segments. */
  readonly path: string;
}

export interface SeedImage {
  readonly id: string;
  readonly name: string | null;
  readonly owner: string;
  /** `shared` unless given. */
  readonly visibility?: Visibility;
  /** `active` unless given. */
  readonly status?: 'queued' | 'active' | 'deactivated';
  /** In bytes; 0 unless given. A queued image has no size. */
  readonly size?: number;
  readonly diskFormat?: string;
  readonly containerFormat?: string;
  /** In GiB. */
  readonly minDisk?: number;
  /** In MiB. */
  readonly minRam?: number;
  readonly protected?: boolean;
  readonly hidden?: boolean;
  readonly tags?: readonly string[];
  readonly properties?: Readonly<Record<string, string>>;
  /** ISO 8601; the time of the start unless given. */
  readonly createdAt?: string;
  readonly members?: readonly SeedMember[];
}

export interface SeedMember {
  readonly project: string;
  /** `pending` unless given. */
  readonly status?: MemberStatus;
}

/** Replaces everything in the store by the seed. @param time of creation for images without `createdAt` */
export function fillStore(store: Store, seed: EmbeddedSeed, time: number): void {
  store.images.clear();
  store.members.length = 0;
  for (const image of seed.images) {
    const row = toImageRow(image, seed, time);
    store.images.set(row.id, row);
    for (const { project, status = 'pending' } of image.members ?? []) {
      store.members.push({
        imageId: row.id,
        member: seed.projects[project] ?? project,
        status,
        createdAt: row.createdAt,
        updatedAt: row.createdAt,
        deleted: false,
        deletedAt: undefined,
      });
    }
  }
}

function toImageRow(image: SeedImage, seed: EmbeddedSeed, time: number): ImageRow {
  const status = image.status ?? 'active';
  const hasData = status !== 'queued';
  const createdAt = image.createdAt === undefined ? time : Date.parse(image.createdAt);
  return {
    id: image.id,
    name: image.name,
    status,
    visibility: image.visibility ?? 'shared',
    owner: seed.projects[image.owner] ?? image.owner,
    size: hasData ? (image.size ?? 0) : null,
    virtualSize: null,
    checksum: hasData ? hash('md5', image.id) : null,
    hashAlgorithm: hasData ? 'sha512' : null,
    hashValue: hasData ? hash('sha512', image.id) : null,
    diskFormat: image.diskFormat ?? 'qcow2',
    containerFormat: image.containerFormat ?? 'bare',
    minDisk: image.minDisk ?? 0,
    minRam: image.minRam ?? 0,
    protected: image.protected ?? false,
    hidden: image.hidden ?? false,
    tags: [...(image.tags ?? [])],
    properties: new Map(Object.entries(image.properties ?? {})),
    createdAt,
    updatedAt: createdAt,
    deleted: false,
  };
}

function hash(algorithm: string, text: string): string {
  return createHash(algorithm).update(text).digest('hex');
}
