import { isEnumType, isUnionType, type GraphQLSchema } from 'graphql';
import { GlanceError } from '../../src/glance/errors.ts';
import type { ImageErrorCode } from '../../src/generated/schemaTypes.ts';
import { ERROR_CODES } from '../../src/errorCodes.ts';
import { IMAGE_ERRORS, REQUEST_ERRORS } from './errorCatalogue.ts';
import type { ErrorExample, ErrorExamples, TriggeredShare } from './errorExamples.ts';
import { GENERATED, toFence, toTable } from './markdown.ts';

const INTRODUCTION = `# Errors

${GENERATED}

For everybody who got an error code: its cause, what a user can do, whether to repeat, and a response as printed.

**Mutations.** A mutation returns a union: one success type, and error types that implement \`ImageServiceError\`.

**Queries.** A query returns null and a top-level error. \`extensions.code\` of the top-level error is the same code as in
mutations. Null without an error means that the image or the membership does not exist, or that you may not see it.

**Partial results.** When the image service sends a value that the gateway does not understand, the field is null and an
error has the path of the field. When a row of a list lacks its ID, the row is left out and an error has the path of the
list. Everything else of the response is there.

**Requests that are refused as a whole**, such as a document that does not fit the schema or a body that is too large, have
a top-level error and no \`data\`.

**HTTP status.** A response with \`data\` has the status 200. A response without \`data\` has the status that its section
names if the client accepts \`application/graphql-response+json\`. A client that accepts only \`application/json\` gets 200
for a GraphQL request error, as the specification GraphQL over HTTP demands. The client kit reads all of these responses
with \`toTopLevelErrors\` and \`isUnauthenticated\`.

**What to rely on.** \`message\` is for people and may change. \`code\`, \`__typename\` and the other fields are for programs.
New codes can be added: treat a code that you do not know by \`retryable\`. \`requestId\` is in the logs of the gateway and of
the image service.

A gateway with the embedded Glance (\`glance-graphql --embedded\`) printed the responses below, with the token of the
project alpha. \`ShareImage\`, \`AnswerShare\` and \`SharingDialog\` are [operations of the client
kit](../packages/client/operations/operations.graphql). Member IDs such as \`sim-404\` are triggers: the embedded Glance
fails on purpose when it gets them ([all triggers](#errors-on-demand)). Every request ID is shown as the same one, and
\`retryAfterSeconds\` of the gateway's own rate limit as 60.`;

/** docs/errors.md, not yet formatted. */
export function renderErrorsPage(schema: GraphQLSchema, { byCode, triggered }: ErrorExamples): string {
  const codes = readImageCodes(schema);
  return [
    INTRODUCTION,
    '## From the image service, or from the connection to it',
    toTable(
      ['code', 'in mutations', 'repeat', 'outcome', 'cause', 'what a user can do'],
      codes.map(({ code, cause }) => [
        toLink(code),
        toTypes(code),
        toRepeat(code),
        toOutcome(code),
        cause,
        IMAGE_ERRORS[code].whatToDo,
      ]),
    ),
    '`repeat` is the usual value of `retryable`, and `outcome` the value when nothing more is known. `outcome` tells whether a change was made; only `ImageUpstreamError` has it. After a failure the gateway looks whether the change was made, and says `NOT_APPLIED` where it was not.',
    ...codes.flatMap(({ code, cause }) => {
      const { whatToDo, repeat } = IMAGE_ERRORS[code];
      const shown = byCode.get(code) ?? [];
      return section(code, { cause, whatToDo, repeat, appears: toAppearance(schema, code, shown) }, shown);
    }),
    '## Requests that are refused as a whole, and bugs',
    toTable(
      ['code', 'cause'],
      Object.entries(REQUEST_ERRORS).map(([code, { cause }]) => [toLink(code), cause]),
    ),
    ...Object.entries(REQUEST_ERRORS).flatMap(([code, entry]) => {
      const shown = byCode.get(code) ?? [];
      return section(code, { ...entry, appears: `top-level error; ${toStatuses(shown)}` }, shown);
    }),
    '## Errors on demand',
    'These member IDs are triggers: with one of them the embedded Glance fails a share as the table says. `updateImageMember` and `removeImageMember` fail in the same way. `sim-409` and `sim-413` work for shares only.',
    toTable(
      ['trigger', 'what happens', '`addImageMember` returns'],
      triggered.map(({ memberId, description, ...result }) => [`\`${memberId}\``, description, toResult(result)]),
    ),
  ].join('\n\n');
}

function toResult({ typename, code, outcome }: Pick<TriggeredShare, 'typename' | 'code' | 'outcome'>): string {
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

/** The codes in the order of the schema, each with its description there. */
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

/** An error without details for each kind of failure that the code stands for. */
function toErrors(code: ImageErrorCode): GlanceError[] {
  const kinds = Object.entries(ERROR_CODES).filter(([, translation]) => translation.code === code);
  return kinds.map(([kind]) => new GlanceError(kind as keyof typeof ERROR_CODES));
}

function typenameOf(code: ImageErrorCode): string | null {
  return Object.values(ERROR_CODES).find((translation) => translation.code === code)?.typename ?? null;
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
  const ofRequests = refusals.length === 0 ? [] : [`for a request that is refused as a whole: ${toStatuses(refusals)}`];
  return [inMutations, ...inQueries, ...ofRequests].join('; ');
}

/** Queries return null without an error for the first two codes, and never have the others. */
const NEVER_IN_QUERIES: ReadonlySet<ImageErrorCode> = new Set([
  'IMAGE_NOT_FOUND',
  'MEMBER_NOT_FOUND',
  'MEMBER_ALREADY_EXISTS',
  'MEMBER_UNRESOLVED',
  'MEMBER_LIMIT_EXCEEDED',
]);

function toStatuses(examples: readonly ErrorExample[]): string {
  return [...new Set(examples.map((example) => `HTTP ${toStatus(example)}`))].join('; ');
}

function toStatus({ status, legacyStatus }: ErrorExample): string {
  return status === legacyStatus
    ? `${status}`
    : `${status}, or ${legacyStatus} to clients that accept only \`application/json\``;
}

function toLink(code: string): string {
  return `[\`${code}\`](#${code.toLowerCase()})`;
}
