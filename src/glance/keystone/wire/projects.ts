/** A project as Keystone names it. */
export interface NamedProject {
  /** 32 lower-case hexadecimal digits in every Keystone; other identity services have other IDs. */
  readonly id: string;
  /** Unique within its domain only. */
  readonly name: string;
  readonly domainId: string;
  /** Null where no response has named the domain. */
  readonly domainName: string | null;
}
