import { expect, it } from 'vitest';
import { fillIds, idOf, LISTED_NAMES, ownTag } from './listedImages.ts';
import { endpointOf, startUpstreams, type ActorName, type Rbac } from './upstreams.ts';
import { askBoth, messageOf, normalize, send, type Answers } from './wire.ts';

interface Case {
  readonly as?: ActorName;
  readonly asks: string;
  readonly rbac?: Rbac;
}

/** The names of the listed images, in order. */
type Listing = Case & { readonly lists: string };
type Refusal = Case & { readonly status: number; readonly says: string };
type Page = Listing & { readonly first: string; readonly next?: string };

export const upstreams = await startUpstreams();

export function itLists(cases: readonly Listing[]): void {
  for (const { lists, ...asked } of cases.map(withDefaults)) {
    it(`${asked.as} asks ?${asked.asks} and gets [${lists}], ${asked.rbac} rules`, async () => {
      const { embedded, real } = await ask(asked);
      expect(embedded).toEqual(real);
      expect({ status: real.status, names: namesIn(real.text) }).toEqual({ status: 200, names: lists });
    });
  }
}

export function itPages(cases: readonly Page[]): void {
  for (const { lists, first, next, ...asked } of cases.map(withDefaults)) {
    const links = next === undefined ? 'no next' : 'a next';
    it(`${asked.as} asks ?${asked.asks} and gets [${lists}] and ${links}`, async () => {
      const { embedded, real } = await ask(asked);
      expect(embedded).toEqual(real);
      const toLink = (query: string) => `/v2/images?${withTag(query, asked.rbac)}`;
      expect({ names: namesIn(real.text), ...linksIn(real.text) }).toEqual({
        names: lists,
        first: toLink(first),
        ...(next !== undefined && { next: toLink(next) }),
      });
    });
  }
}

export function itRefuses(cases: readonly Refusal[]): void {
  for (const { status, says, ...asked } of cases.map(withDefaults)) {
    it(`${asked.as} asks ?${asked.asks} and is refused: ${status} ${says}`, async () => {
      const { embedded, real } = await ask(asked);
      expect(embedded).toEqual(real);
      expect({ status: real.status, says: messageOf(real.text) }).toEqual({ status, says });
    });
  }
}

function withDefaults<T extends Case>(asked: T): T & { as: ActorName; rbac: Rbac } {
  return { as: 'alpha', rbac: 'new', ...asked };
}

function ask({ as, rbac, asks }: Required<Case>): Promise<Answers> {
  return askPath({ as, rbac, path: `/v2/images?${withTag(asks, rbac)}` });
}

export function askPath({ as, rbac, path }: { as: ActorName; rbac: Rbac; path: string }): Promise<Answers> {
  const names = new Map(LISTED_NAMES.map((name) => [idOf(rbac, name), name]));
  return askBoth(upstreams, async (upstream) => {
    const answer = await send(upstream, endpointOf(upstream, rbac), { path: fillIds(upstream, rbac, path), as });
    return normalize(upstream, answer, names);
  });
}

/** First, so that it does not stand behind a marker, which Glance moves to the end. */
function withTag(query: string, rbac: Rbac): string {
  return `tag=${ownTag(rbac)}${query === '' ? '' : `&${query}`}`;
}

function namesIn(text: string): string {
  return Array.from(text.matchAll(/"id": "\{(\w+)\}"/g), ([, name]) => name).join(' ');
}

function linksIn(text: string): { first: string | undefined; next?: string } {
  const next = /"next": "([^"]*)"/.exec(text)?.[1];
  return { first: /"first": "([^"]*)"/.exec(text)?.[1], ...(next !== undefined && { next }) };
}
