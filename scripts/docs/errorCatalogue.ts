import type { ImageErrorCode } from '../../src/generated/resolverTypes.ts';
import type { TopLevelErrorCode } from '../../packages/client/src/topLevelError.ts';

/** What docs/errors.md says about a code beside what the schema, the table of translations and an example say. */
export interface ErrorEntry {
  readonly whatToDo: string;
  readonly repeat: string;
}

/** An error that the schema does not know: it comes before a field is asked for. */
export interface RequestErrorEntry extends ErrorEntry {
  readonly cause: string;
}

/** Codes of the image service's own answers; their causes are in the schema. */
export const IMAGE_ERRORS: Readonly<Record<ImageErrorCode, ErrorEntry>> = {
  UNAUTHENTICATED: {
    whatToDo: 'Sign in again.',
    repeat: 'With the new token. In `addImageMembers` the pairs after the one that was refused were not sent.',
  },
  INVALID_INPUT: {
    whatToDo: 'Correct the fields that `issues[].path` names.',
    repeat: 'Not without a change.',
  },
  FORBIDDEN: {
    whatToDo:
      'Depends on `reason`: with `IMAGE_NOT_SHARED` make the image shareable first (visibility `SHARED`), with `NOT_OWNER` and `NOT_MEMBER` leave it to that project, with `POLICY` ask the operator of the cloud.',
    repeat: 'Not without a change.',
  },
  IMAGE_NOT_FOUND: {
    whatToDo: 'Nothing; take the image out of the view. Whether it exists for others is not told.',
    repeat: 'Not without a change.',
  },
  MEMBER_NOT_FOUND: {
    whatToDo: 'Nothing; take the membership out of the view. For `removeImageMember` it is what was wanted.',
    repeat: 'Not without a change.',
  },
  MEMBER_ALREADY_EXISTS: {
    whatToDo: 'Nothing: it is what was wanted. `existingImageMember` tells what the project decided.',
    repeat: 'No need to.',
  },
  MEMBER_LIMIT_EXCEEDED: {
    whatToDo: 'End another share of the image. `limit` tells how many it may have.',
    repeat: 'After a share was ended.',
  },
  RATE_LIMITED: {
    whatToDo: 'Wait.',
    repeat:
      'After `retryAfterSeconds` (with HTTP 429 also the header `Retry-After`), or a few seconds where that is null.',
  },
  UPSTREAM_INTERNAL_ERROR: {
    whatToDo: 'Try again later; with `outcome` `UNKNOWN` look first whether it happened. Report the `requestId`.',
    repeat: 'Yes, it is safe: the same share or answer twice is the same as once.',
  },
  UPSTREAM_BAD_GATEWAY: {
    whatToDo: 'Try again later; with `outcome` `UNKNOWN` look first whether it happened.',
    repeat: 'Yes, it is safe.',
  },
  UPSTREAM_UNAVAILABLE: {
    whatToDo: 'Try again later.',
    repeat: 'Yes, it is safe: after `retryAfterSeconds`, or a few seconds where that is null.',
  },
  UPSTREAM_TIMEOUT: {
    whatToDo: 'Look whether it happened, then try again.',
    repeat: 'Yes, it is safe; give it some seconds, as the first request may still be on its way.',
  },
  UPSTREAM_UNREACHABLE: {
    whatToDo:
      'Try again later. When `retryable` is false, the certificate of the image service is bad: tell the operator.',
    repeat: 'Where `retryable` is true.',
  },
  UPSTREAM_PROTOCOL_ERROR: {
    whatToDo: 'Tell the operator of the gateway, with the `requestId`: the endpoint may be a wrong one.',
    repeat: 'No.',
  },
};

/** Codes of requests that were refused before a field was asked for, and of bugs. */
export const REQUEST_ERRORS: Readonly<Record<Exclude<TopLevelErrorCode, ImageErrorCode>, RequestErrorEntry>> = {
  GRAPHQL_PARSE_FAILED: {
    cause: 'The document is not GraphQL, or there is none.',
    whatToDo: 'A bug of the client: report it.',
    repeat: 'No.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    cause:
      'The document does not fit the schema; at most five mistakes are told. Also introspection where it is switched off.',
    whatToDo: 'A bug of the client, or a client newer than the gateway: report it.',
    repeat: 'No.',
  },
  BAD_USER_INPUT: {
    cause: 'A variable is missing, of the wrong type, or null where there must be a value.',
    whatToDo: 'A bug of the client: report it.',
    repeat: 'No.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    cause: 'The document has no operation of that name, or several and none was named.',
    whatToDo: 'A bug of the client: report it.',
    repeat: 'No.',
  },
  OPERATION_TOO_COMPLEX: {
    cause:
      'The operation is over a limit, which `extensions.limit` names: operations, fragments, rootFields, fields, fieldPairs, introspectionFields, aliases, directives, depth, cost, tokens, recursion, listItems, textLength, nameLength, inputDepth, inputValues, and while it runs calls, items, responseBytes or errors. How much is allowed is configured (`LIMIT_...`).',
    whatToDo: 'A bug of the client: ask for less, or in several operations.',
    repeat: 'No.',
  },
  BAD_REQUEST: {
    cause:
      'The HTTP request is not one that GraphQL can be read from: no JSON, a batch, a mutation by GET (405), a GET that a foreign page could have caused (send `apollo-require-preflight`), an `Accept` without JSON (406).',
    whatToDo: 'A bug of the client: report it.',
    repeat: 'No.',
  },
  NOT_FOUND: {
    cause: 'Another path than `/graphql` was asked for.',
    whatToDo: 'The URL is configured wrongly: tell who runs the frontend.',
    repeat: 'No.',
  },
  METHOD_NOT_ALLOWED: {
    cause: 'A method other than GET and POST.',
    whatToDo: 'A bug of the client: report it.',
    repeat: 'No.',
  },
  PAYLOAD_TOO_LARGE: {
    cause: 'The body is larger than 256 KiB.',
    whatToDo: 'Ask for less at once.',
    repeat: 'No.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    cause: 'The body is not `application/json` in UTF-8, or it is compressed.',
    whatToDo: 'A bug of the client: report it.',
    repeat: 'No.',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    cause:
      'The id is in no manifest, and texts are taken as well (`PERSISTED_DOCUMENTS=log`). Apollo Client and urql send the text then.',
    whatToDo: 'Nothing: the client goes on by itself.',
    repeat: 'With the text.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    cause: 'An id was sent to a gateway without persisted documents (`PERSISTED_DOCUMENTS=off`).',
    whatToDo: 'Nothing: Apollo Client and urql send texts from then on.',
    repeat: 'With the text.',
  },
  PERSISTED_QUERY_NOT_IN_LIST: {
    cause: 'The id is in no manifest, and nothing else is taken (`PERSISTED_DOCUMENTS=enforce`).',
    whatToDo: 'A client newer than the manifest of the gateway: report it.',
    repeat: 'No.',
  },
  QUERY_NOT_IN_SAFELIST: {
    cause: 'The document is in no manifest, and nothing else is taken (`PERSISTED_DOCUMENTS=enforce`).',
    whatToDo: 'A client newer than the manifest of the gateway: report it.',
    repeat: 'No.',
  },
  INTERNAL_SERVER_ERROR: {
    cause: 'A bug of the gateway. The message tells nothing; the log does, under the `X-Request-Id` of the answer.',
    whatToDo: 'Report it, with the `X-Request-Id`.',
    repeat: 'It may help; after a mutation look first whether it happened.',
  },
};
