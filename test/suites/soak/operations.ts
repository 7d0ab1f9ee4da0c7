import type { Upstream } from './startUpstream.ts';
import { believe, type Share, type WriteAnswer } from './shares.ts';

/** One request, and what is to be said of its answer. */
export interface Operation {
  readonly name: string;
  readonly token: string | null;
  readonly query: string;
  readonly variables: object;
  /** @returns what is wrong with it, or null */
  judge(answer: Answer): string | null;
  /** After the answer, or without one. */
  end(): void;
}

export interface Answer {
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly codes: readonly string[];
}

const RESULT = '__typename ... on ImageServiceError { code } ... on ImageUpstreamError { outcome }';
const WRITES = {
  add: `mutation Add($input: AddImageMemberInput!) { result: addImageMember(input: $input) { ${RESULT} } }`,
  update: `mutation Update($input: UpdateImageMemberInput!) { result: updateImageMember(input: $input) { ${RESULT} } }`,
  remove: `mutation Remove($input: RemoveImageMemberInput!) { result: removeImageMember(input: $input) { ${RESULT} } }`,
} as const;
const READS = {
  Dialog: 'query Dialog($id: ID!) { image(id: $id) { id name owner { id } members { memberId status } } }',
  List: 'query List { images(first: 5) { nodes { id name visibility } pageInfo { hasNextPage endCursor } } }',
  Members: 'query Members($id: ID!) { imageMembers(imageId: $id) { id memberId status } }',
} as const;
/** What may stand beside or instead of data, at the top level. */
const PASSING = /^(UPSTREAM_\w+|RATE_LIMITED)$/;

/** Picks operations at random: two fifths writes, the rest reads, with a few that are no good. */
export function createMix({ imageIds, ownerTokens }: Upstream, shares: readonly Share[]): () => Operation {
  const pick = <T>(list: readonly T[]): T => {
    const item = list[Math.floor(Math.random() * list.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const read = (): Operation => {
    const name = pick(['Dialog', 'List', 'Members'] as const);
    return {
      name,
      token: pick(ownerTokens),
      query: READS[name],
      variables: name === 'List' ? {} : { id: pick(imageIds) },
      judge: ({ data, codes }) => {
        if (!codes.every((code) => PASSING.test(code))) return `${name} was answered with ${codes.join()}`;
        const isNull = data === null || Object.values(data).includes(null);
        return isNull && codes.length === 0 ? `${name} found nothing` : null;
      },
      end: () => {},
    };
  };
  const write = (): Operation => {
    const share = pick(shares);
    if (share.isBusy || performance.now() < share.restsUntil) return read();
    share.isBusy = true;
    const kind = share.state === 'absent' ? 'add' : pick(['update', 'remove', 'add'] as const);
    const { imageId, memberId } = share;
    return {
      name: kind,
      token: kind === 'update' ? share.receiverToken : pick(ownerTokens),
      query: WRITES[kind],
      variables: {
        input: { imageId, memberId, ...(kind === 'update' ? { status: pick(['ACCEPTED', 'REJECTED']) } : {}) },
      },
      judge: (answer) => believe(share, kind, toWriteAnswer(answer)),
      end: () => void (share.isBusy = false),
    };
  };
  const bad = (): Operation => {
    const [name, query, code, token] = pick([
      ['no syntax', '{', 'GRAPHQL_PARSE_FAILED', ownerTokens[0]],
      ['unknown field', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED', ownerTokens[0]],
      ['no token', '{ images { nodes { id } } }', 'UNAUTHENTICATED', null],
    ] as const);
    return {
      name,
      token: token ?? null,
      query,
      variables: {},
      judge: ({ codes }) =>
        codes.join() === code || codes.join() === 'UPSTREAM_UNAVAILABLE'
          ? null
          : `${name} was answered with ${codes.join()}`,
      end: () => {},
    };
  };
  return () => {
    const kind = Math.random();
    return kind < 0.02 ? bad() : kind < 0.42 ? write() : read();
  };
}

function toWriteAnswer({ data, codes }: Answer): WriteAnswer {
  const result = data?.['result'];
  const fields: Readonly<Record<string, unknown>> = typeof result === 'object' && result !== null ? { ...result } : {};
  const text = (name: string): string | null => (typeof fields[name] === 'string' ? fields[name] : null);
  return { typename: text('__typename'), code: text('code') ?? codes[0] ?? null, outcome: text('outcome') };
}
