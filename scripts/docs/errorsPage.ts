import { isEnumType, isUnionType, type GraphQLSchema } from 'graphql';
import { GlanceError } from '../../src/glance/errors.ts';
import type { ImageErrorCode } from '../../src/generated/resolverTypes.ts';
import { TRANSLATIONS } from '../../src/graphql/errors.ts';
import { IMAGE_ERRORS, REQUEST_ERRORS } from './errorCatalogue.ts';
import type { ErrorExample, ErrorExamples, TriggeredShare } from './errorExamples.ts';
import { GENERATED, toFence, toTable } from './markdown.ts';

const INTRODUCTION = `# Errors

${GENERATED}

A mutation answers with a union: its success, or an error type that implements \`ImageServiceError\`. A query answers
with null and a top-level error, whose \`extensions.code\` is the same code; null without an error means that the thing
does not exist or that you may not see it. What is refused before a field is asked for has no \`data\` at all.
A value of the image service that the gateway does not understand is null with an error at its own path, and a row of a
list that does not even say what it is gets left out, with an error at the path of the list: all else is answered.

The HTTP status is 200 wherever there is \`data\`. Without \`data\` it is the one that is named below, to clients that
accept \`application/graphql-response+json\`; to those that accept only \`application/json\` a GraphQL request error is
200, as GraphQL over HTTP has it. What a client library makes of each: the client kit reads all of them with
\`toTopLevelErrors\` and \`isUnauthenticated\`.

\`message\` is for people and may change; \`code\`, \`__typename\` and the other fields are for programs. New codes can be
added: treat one that you do not know by \`retryable\`. \`requestId\` is in the logs of the gateway and of the image service.

The answers below are printed by a gateway before the embedded Glance (\`glance-graphql --embedded\`), in the name of its
project alpha: \`ShareImage\`, \`AnswerShare\` and \`SharingDialog\` are [operations of the client
kit](../packages/client/operations/operations.graphql), and member ids such as \`sim-404\` have the embedded Glance fail
on purpose. Of the request ids one is shown for all, and of the seconds that are left of a minute 60.`;

/** docs/errors.md, not yet formatted. */
export function renderErrorsPage(schema: GraphQLSchema, { byCode, triggered }: ErrorExamples): string {
  const codes = readImageCodes(schema);
  return [
    INTRODUCTION,
    '## Of the image service and the way to it',
    toTable(
      ['code', 'in mutations', 'repeat', 'outcome', 'cause'],
      codes.map(({ code, cause }) => [toLink(code), toTypes(code), toRepeat(code), toOutcome(code), cause]),
    ),
    '`repeat` and `outcome` are what is answered unless the gateway found out more: after a failure it looks whether the change was made, and says `NOT_APPLIED` where it was not. Only `ImageUpstreamError` has an `outcome`.',
    ...codes.flatMap(({ code, cause }) => {
      const { whatToDo, repeat } = IMAGE_ERRORS[code];
      const shown = byCode.get(code) ?? [];
      return section(code, { cause, whatToDo, repeat, appears: toAppearance(schema, code, shown) }, shown);
    }),
    '## Before a field is asked for, and bugs',
    toTable(
      ['code', 'cause'],
      Object.entries(REQUEST_ERRORS).map(([code, { cause }]) => [toLink(code), cause]),
    ),
    ...Object.entries(REQUEST_ERRORS).flatMap(([code, entry]) => {
      const shown = byCode.get(code) ?? [];
      return section(code, { ...entry, appears: `top-level error; ${toStatuses(shown)}` }, shown);
    }),
    '## Errors on demand',
    'The embedded Glance fails a share with one of these member ids. `updateImageMember` and `removeImageMember` fail in the same way, but for `sim-409` and `sim-413`.',
    toTable(
      ['member id', 'what happens', '`addImageMember` answers'],
      triggered.map(({ memberId, description, ...answer }) => [`\`${memberId}\``, description, toAnswer(answer)]),
    ),
  ].join('\n\n');
}

function toAnswer({ typename, code, outcome }: Pick<TriggeredShare, 'typename' | 'code' | 'outcome'>): string {
  const parts = [typename ?? 'top-level error', code, outcome];
  return parts.flatMap((part) => (part === null ? [] : [part === 'top-level error' ? part : `\`${part}\``])).join(', ');
}

interface Section {
  readonly cause: string;
  readonly whatToDo: string;
  readonly repeat: string;
  readonly appears: string;
}

function section(
  code: string,
  { cause, whatToDo, repeat, appears }: Section,
  examples: readonly ErrorExample[],
): string[] {
  return [
    `### ${code}`,
    [
      `- **Cause:** ${cause}`,
      `- **What a user can do:** ${whatToDo}`,
      `- **Repeat?** ${repeat}`,
      `- **Appears as:** ${appears}`,
    ].join('\n'),
    ...examples.flatMap((example) => [
      `${example.title}: HTTP ${toStatus(example)}`,
      toFence('json', JSON.stringify(example.body)),
    ]),
  ];
}

/** The codes of the schema in its order, with what it says about each. */
export function readImageCodes(schema: GraphQLSchema): { code: ImageErrorCode; cause: string }[] {
  const type = schema.getType('ImageErrorCode');
  if (!isEnumType(type)) throw new Error('the schema has no ImageErrorCode');
  return type.getValues().map(({ name, description }) => {
    if (!isImageCode(name) || !description) throw new Error(`${name} is not described`);
    return { code: name, cause: description };
  });
}

function isImageCode(name: string): name is ImageErrorCode {
  return Object.hasOwn(IMAGE_ERRORS, name);
}

/** The kinds of failures that the code stands for, as an error that nothing more is known of. */
function toErrors(code: ImageErrorCode): GlanceError[] {
  const kinds = Object.entries(TRANSLATIONS).filter(([, translation]) => translation.code === code);
  return kinds.map(([kind]) => new GlanceError(kind as keyof typeof TRANSLATIONS));
}

function typenameOf(code: ImageErrorCode): string | null {
  return Object.values(TRANSLATIONS).find((translation) => translation.code === code)?.typename ?? null;
}

function toTypes(code: ImageErrorCode): string {
  const typename = typenameOf(code);
  return typename === null ? 'top-level error' : `\`${typename}\``;
}

function toRepeat(code: ImageErrorCode): string {
  return toErrors(code).every(({ retryable }) => retryable) ? 'yes' : 'no';
}

function toOutcome(code: ImageErrorCode): string {
  if (typenameOf(code) !== 'ImageUpstreamError') return '';
  return toErrors(code).every(({ outcome }) => outcome === 'unknown') ? '`UNKNOWN`' : '`NOT_APPLIED`';
}

function toAppearance(schema: GraphQLSchema, code: ImageErrorCode, examples: readonly ErrorExample[]): string {
  const typename = typenameOf(code);
  const unions = Object.values(schema.getTypeMap())
    .filter((type) => isUnionType(type) && type.getTypes().some(({ name }) => name === typename))
    .map(({ name }) => `\`${name}\``);
  const inMutations =
    typename === null ? 'a top-level error, in mutations too' : `\`${typename}\` in ${unions.join(', ')}`;
  const inQueries =
    typename === null || NEVER_IN_QUERIES.has(code) ? [] : ['in queries a top-level error beside a null'];
  const refusals = examples.filter(({ body }) => !(typeof body === 'object' && body !== null && 'data' in body));
  const ofRequests = refusals.length === 0 ? [] : [`for a request that is refused as a whole ${toStatuses(refusals)}`];
  return [inMutations, ...inQueries, ...ofRequests].join('; ');
}

/** In queries the first two are a null without an error, and the others do not come about. */
const NEVER_IN_QUERIES: ReadonlySet<ImageErrorCode> = new Set([
  'IMAGE_NOT_FOUND',
  'MEMBER_NOT_FOUND',
  'MEMBER_ALREADY_EXISTS',
  'MEMBER_LIMIT_EXCEEDED',
]);

function toStatuses(examples: readonly ErrorExample[]): string {
  return [...new Set(examples.map((example) => `HTTP ${toStatus(example)}`))].join('; ');
}

function toStatus({ status, legacyStatus }: ErrorExample): string {
  return status === legacyStatus ? `${status}` : `${status}, to clients of \`application/json\` alone ${legacyStatus}`;
}

function toLink(code: string): string {
  return `[\`${code}\`](#${code.toLowerCase()})`;
}
