import type { Gateway } from '../../support/gateway.ts';

export interface PagedRow {
  readonly id: string;
  readonly name: string | null;
  readonly size: number | null;
  readonly status: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly visibility: string;
  readonly owner: string;
  readonly deleted: boolean;
  readonly min_disk: number;
  readonly min_ram: number;
  readonly protected: boolean;
  readonly os_hidden: boolean;
}

const NAMES = [null, '', 'a', 'A', 'a ', 'b', 'ä', null, 'Z'];
const SIZES = [null, 0, 5, 5, 2 ** 40, null];
const STATUSES = ['active', 'queued', 'deactivated'];
const COUNT = 18;
const MAX_PAGES = 60;

/** Rows of Glance's table of images. Of every column many rows have the same value, in another order than the ids. */
export function toPagedRows(owner: string): readonly PagedRow[] {
  return Array.from({ length: COUNT }, (_, index) => ({
    id: `00000000-0000-4000-8000-0000000000${String((index * 7) % COUNT).padStart(2, '0')}`,
    name: NAMES[index % NAMES.length] ?? null,
    size: SIZES[index % SIZES.length] ?? null,
    status: STATUSES[index % STATUSES.length] ?? 'active',
    created_at: `2026-01-01 00:00:0${index % 4}.000000`,
    updated_at: `2026-01-02 00:00:0${index % 3}.000000`,
    visibility: 'private',
    owner,
    deleted: false,
    min_disk: 0,
    min_ram: 0,
    protected: false,
    os_hidden: false,
  }));
}

interface Order {
  readonly field: string;
  readonly direction: 'ASC' | 'DESC';
}

export interface PagedImage {
  readonly id: string;
  readonly name: string | null;
  readonly sizeBytes: number | null;
  readonly status: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const IMAGES = `query ($filter: ImageFilter, $orderBy: ImageOrder, $first: Int, $after: String) {
  images(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes { id name sizeBytes status createdAt updatedAt }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Every image of every page, until the last one says that it is the last. */
export async function readPages(
  gateway: Gateway,
  token: string,
  variables: { readonly orderBy: Order; readonly first: number; readonly filter?: object },
): Promise<readonly PagedImage[]> {
  const images: PagedImage[] = [];
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { body } = await gateway.post(IMAGES, { ...variables, after }, { 'x-auth-token': token });
    if (!isPage(body)) throw new Error(`no page: ${JSON.stringify(body)}`);
    const { nodes, pageInfo } = body.data.images;
    images.push(...nodes);
    if (!pageInfo.hasNextPage) return images;
    after = pageInfo.endCursor;
  }
  throw new Error(`the pages do not end: ${images.map(({ id }) => id).join(' ')}`);
}

interface Page {
  readonly data: {
    readonly images: {
      readonly nodes: readonly PagedImage[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}

function isPage(body: unknown): body is Page {
  return typeof body === 'object' && body !== null && 'data' in body && !('errors' in body);
}
