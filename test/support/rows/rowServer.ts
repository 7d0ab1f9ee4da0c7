import { startUpstream } from '../scriptedUpstream.ts';

/** Names and values of a row in JSON text, so that a test can write any number. */
export type RawRow = Readonly<Record<string, string>>;

/** What the server shows; a test may change it between requests. */
export interface ShownRows {
  images: readonly RawRow[];
  /** Of every image. */
  members: readonly RawRow[];
  /** Answers in place of the rows where it returns something. */
  intercept?: (method: string, url: string) => { status: number; body?: string } | undefined;
}

export interface RowServer {
  readonly url: string;
  readonly shown: ShownRows;
  /** `METHOD path`, in order. */
  readonly calls: readonly string[];
}

/** An image service that shows rows as they are written. Rows are found by the id that `toImageRow` gave them. */
export async function startRowServer(shown: ShownRows): Promise<RowServer> {
  const upstream = await startUpstream(({ method, url }) => {
    const { status, body = '' } = shown.intercept?.(method, url) ?? answer(shown, url);
    return { status, body, headers: { 'content-type': 'application/json' } };
  });
  return {
    url: upstream.url,
    shown,
    get calls() {
      return upstream.calls;
    },
  };
}

function answer({ images, members }: ShownRows, url: string): { status: number; body: string } {
  const [path = '', query = ''] = url.split('?');
  const [, , , imageId, isMembers, memberId] = path.split('/');
  if (imageId === undefined) return { status: 200, body: toListText(images, query) };
  const found =
    isMembers === undefined
      ? images.find((row) => row[KEY] === imageId)
      : members.find((row) => memberId === undefined || row[KEY] === decodeURIComponent(memberId));
  if (isMembers !== undefined && memberId === undefined) {
    return { status: 200, body: `{"members":[${members.map(toText).join()}],"schema":"/v2/schemas/members"}` };
  }
  return found ? { status: 200, body: toText(found) } : { status: 404, body: '{"message":"No image found"}' };
}

function toListText(images: readonly RawRow[], query: string): string {
  const parameters = new URLSearchParams(query);
  const ids = parameters.get('id')?.slice('in:'.length).split(',');
  const isHidden = parameters.get('os_hidden') === 'true';
  const listed = isHidden ? [] : images.filter((row) => !ids || ids.includes(row[KEY] ?? ''));
  return `{"images":[${listed.map(toText).join()}],"first":${JSON.stringify(`/v2/images?${query}`)}}`;
}

/** Where a row is found, whatever it shows as its id. Not shown. */
const KEY = ' key';

function toText(row: RawRow): string {
  const shown = Object.entries(row).filter(([name]) => name !== KEY);
  return `{${shown.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join()}}`;
}

/** @param fields JSON values by name; undefined leaves one out */
export function toRawRow(
  key: string,
  fields: Readonly<Record<string, unknown>>,
  raw: Readonly<Record<string, string | undefined>> = {},
): RawRow {
  const texts = Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)] as const);
  const all = new Map<string, string | undefined>([...texts, ...Object.entries(raw), [KEY, key]]);
  const row: Record<string, string> = {};
  for (const [name, text] of all) if (text !== undefined) row[name] = text;
  return row;
}
