import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsumer, type Consumer } from './support/consumer.ts';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

let consumer: Consumer;
beforeAll(() => {
  consumer = createConsumer();
});
afterAll(() => consumer.remove());

describe('the package', () => {
  it('loads in Node by every name that it exports', () => {
    const printed = consumer.run(`
      const names = async (name) => Object.keys(await import(name));
      const json = async (name) => Object.keys((await import(name, { with: { type: 'json' } })).default);
      console.log(JSON.stringify({
        apollo: await names('@glance-graphql/client/apollo'),
        live: await names('@glance-graphql/client/live'),
        others: (await Promise.all(['apollo-socket', 'socket', 'sse', 'urql-live'].map((name) => names('@glance-graphql/client/' + name)))).flat(),
        urql: await names('@glance-graphql/client/urql'),
        documents: (await names('@glance-graphql/client')).filter((name) => name.endsWith('Document')),
        helpers: (await names('@glance-graphql/client')).filter((name) => /^[a-z]/.test(name)),
        manifest: await json('@glance-graphql/client/persisted-query-manifest.json'),
        persisted: (await json('@glance-graphql/client/persisted-documents.json')).length,
        files: ['schema.graphql', 'operations.graphql'].map((name) => import.meta.resolve('@glance-graphql/client/' + name).split('/client/').at(-1)),
      }));
    `);
    expect(JSON.parse(printed)).toEqual({
      apollo: [
        'apolloCacheOptions',
        'createApolloCache',
        'evictImageMember',
        'followMutation',
        'followSharing',
        'storeImageMember',
      ],
      live: ['keepSharing', 'watchSharing'],
      others: ['createSocketSplit', 'createSocketClient', 'createSseClient', 'followSharing', 'forwardTo'],
      urql: ['graphcacheOptions'],
      documents: [
        'AnswerShareDocument',
        'FindImagesDocument',
        'ImageSharingDocument',
        'InboxDocument',
        'ManageSharingDocument',
        'MemberStatusDocument',
        'MyShareableImagesDocument',
        'RemoveImageMembersDocument',
        'SetImageMembersDocument',
        'SetImageVisibilityDocument',
        'ShareImageByNameDocument',
        'ShareImageDocument',
        'ShareImageMinimalDocument',
        'ShareImagesByNameDocument',
        'ShareImagesDocument',
        'SharedWithMeDocument',
        'SharingDialogDocument',
        'UnshareDocument',
        'UpdateImageMembersDocument',
        'ViewerDocument',
      ],
      helpers: [
        'assertNever',
        'documentId',
        'imageMemberId',
        'isImageServiceError',
        'isUnauthenticated',
        'matchResult',
        'possibleTypes',
        'toTopLevelErrors',
      ],
      manifest: ['format', 'version', 'operations'],
      persisted: 20,
      files: ['schema.graphql', 'operations/operations.graphql'],
    });
  });

  it('needs nothing but the typed documents, unless a client or a transport is asked for', () => {
    const imports = consumer.run(`
      import { readFileSync, readdirSync } from 'node:fs';
      const root = new URL('.', import.meta.resolve('@glance-graphql/client'));
      const files = readdirSync(root, { recursive: true }).filter((name) => name.endsWith('.js'));
      const found = files.flatMap((name) => [...readFileSync(new URL(name, root), 'utf8').matchAll(/from ['"]([^.'"][^'"]*)['"]/g)].map((match) => name + ' ' + match[1]));
      console.log(JSON.stringify(found.sort()));
    `);
    expect(JSON.parse(imports)).toEqual([
      'apolloCache.js @apollo/client',
      'apolloSocket.js @apollo/client',
      'apolloSocket.js @apollo/client/link/subscriptions',
      'apolloSocket.js graphql',
      'live.js graphql',
      'socket.js graphql-ws',
      'sse.js graphql-sse',
      'urql.js @urql/exchange-graphcache/extras',
      'urqlLive.js wonka',
    ]);
  });
});

describe('README', () => {
  const snippets = [...README.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);

  it('has snippets that compile', () => {
    const files = Object.fromEntries(snippets.map((code, index) => [`snippet${index + 1}.ts`, code]));
    expect(consumer.compile(files)).toEqual([]);
  });

  it('has no code snippet that is not compiled', () => {
    expect(README.match(/^```\w+$/gm)).toEqual(snippets.map(() => '```ts'));
  });
});

const SHARED = `
  import { assertNever, isImageServiceError, matchResult, type ShareImageMutation } from '@glance-graphql/client';
  type Shared = NonNullable<ShareImageMutation['addImageMember']>;
`;
const handlers = (names: readonly string[]): string => names.map((name) => `${name}: () => '',`).join('\n');
const ERRORS = [
  'ImageInputError',
  'ImageForbiddenError',
  'ImageNotFoundError',
  'ImageMemberExistsError',
  'ImageMemberLimitError',
  'ImageMemberUnresolvedError',
  'ImageRateLimitError',
  'ImageUpstreamError',
];
const ALL = ['AddImageMemberSuccess', ...ERRORS].toSorted();
const match = (names: readonly string[], extra = ''): string =>
  `${SHARED} export const f = (result: Shared): string => matchResult(result, { ${handlers(names)} ${extra} });`;
const switchOn = (names: readonly string[]): string => `${SHARED}
  export function f(result: Shared): string {
    switch (result.__typename) {
      ${names.map((name) => `case '${name}': return '';`).join('\n')}
      default: return assertNever(result);
    }
  }`;

const withoutPosition = (message: string): string => message.replace(/\(\d+,\d+\)/, '');

/** For each member a file in which it is missing, named after it. */
const without = (write: (names: readonly string[]) => string): Record<string, string> =>
  Object.fromEntries(ALL.map((missing) => [`${missing}.ts`, write(ALL.filter((name) => name !== missing))]));

describe('the types of matchResult', () => {
  it('take one handler for each member', () => {
    expect(consumer.compile({ 'all.ts': match(ALL) })).toEqual([]);
  });

  it('take ImageServiceError for the other errors', () => {
    const files = {
      'none.ts': match(['AddImageMemberSuccess', 'ImageServiceError']),
      'some.ts': match(['AddImageMemberSuccess', 'ImageForbiddenError', 'ImageServiceError']),
      'every.ts': match([...ALL, 'ImageServiceError']),
    };
    expect(consumer.compile(files)).toEqual([]);
  });

  it('reject handlers of which one is missing', () => {
    const messages = consumer.compile(without(match));
    const errors = messages.filter((line) => !line.startsWith(' ')).map(withoutPosition);
    expect(errors.toSorted()).toEqual(
      ALL.map((missing) => expect.stringMatching(new RegExp(`^${missing}.ts: error TS2345: `))),
    );
    for (const missing of ALL) expect(messages.join('\n')).toContain(`Property '${missing}' is missing`);
  });

  it('reject handlers without the success, even with a handler for all errors', () => {
    const messages = consumer.compile({ 'missing.ts': match(['ImageServiceError']) }).join('\n');
    expect(messages).toMatch(/^missing\.ts\(\d+,\d+\): error TS2345: /);
    expect(messages).toContain("Property 'AddImageMemberSuccess' is missing");
  });

  it('reject a handler for a type that the mutation cannot return', () => {
    const messages = consumer.compile({ 'extra.ts': match(ALL, `ImageMemberNotFoundError: () => '',`) }).join('\n');
    expect(messages).toMatch(/^extra\.ts\(\d+,\d+\): error TS2561: /);
    expect(messages).toContain(`'ImageMemberNotFoundError' does not exist in type`);
  });

  it('know the fields of each member', () => {
    const code = `${SHARED}
      export const f = (result: Shared): string | number | null | undefined => matchResult(result, {
        AddImageMemberSuccess: ({ imageMember }) => imageMember.status,
        ImageForbiddenError: ({ reason }) => reason,
        ImageServiceError: ({ limit }) => limit,
      });`;
    expect(consumer.compile({ 'fields.ts': code })).toEqual([
      expect.stringMatching(/^fields\.ts\(\d+,\d+\): error TS2339: Property 'limit' does not exist on type /),
    ]);
  });
});

describe('the types of assertNever', () => {
  it('take a switch with every case', () => {
    expect(consumer.compile({ 'all.ts': switchOn(ALL) })).toEqual([]);
  });

  it('reject a switch without one of the cases', () => {
    const messages = consumer.compile(without(switchOn));
    expect(messages.map(withoutPosition).toSorted()).toEqual(
      ALL.map((missing) =>
        expect.stringMatching(new RegExp(`^${missing}.ts: error TS2345: .* parameter of type 'never'`)),
      ),
    );
  });
});

describe('the types of isImageServiceError', () => {
  it('narrow to the errors, and the else branch to the success', () => {
    const code = `${SHARED}
      export const f = (result: Shared) =>
        isImageServiceError(result) ? result.code : result.imageMember.status;`;
    expect(consumer.compile({ 'narrow.ts': code })).toEqual([]);
  });
});
