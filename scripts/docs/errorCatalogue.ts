import type { ImageErrorCode } from '../../src/generated/schemaTypes.ts';
import type { TopLevelErrorCode } from '../../packages/client/src/topLevelError.ts';

/** What docs/errors.md says about a code. The cause comes from the schema, the response from a running gateway. */
export interface ErrorEntry {
  readonly whatToDo: string;
  readonly repeat: string;
}

/** An error of a request that is refused as a whole. The schema does not have it. */
export interface RequestErrorEntry extends ErrorEntry {
  readonly cause: string;
}

/** Codes of refusals and failures of the image service. Their causes are in the schema. */
export const IMAGE_ERRORS: Readonly<Record<ImageErrorCode, ErrorEntry>> = {
  UNAUTHENTICATED: {
    whatToDo: 'Sign in again.',
    repeat: 'With the new token. In `addImageMembers` the pairs after the refused pair were not sent.',
  },
  INVALID_INPUT: {
    whatToDo: 'Correct the fields that `issues[].path` names.',
    repeat: 'Not without a change.',
  },
  FORBIDDEN: {
    whatToDo:
      'It depends on `reason`. `IMAGE_NOT_SHARED`: make the image shareable, with `makeShareable` when adding or with `setImageVisibility` before. `NOT_OWNER`: only the owner of the image can do this. `NOT_MEMBER`: only the member can do this. `POLICY`: ask the operator of the cloud.',
    repeat: 'Not without a change.',
  },
  IMAGE_NOT_FOUND: {
    whatToDo: 'Nothing. Take the image out of the view. The error does not tell whether the image exists for others.',
    repeat: 'Not without a change.',
  },
  MEMBER_NOT_FOUND: {
    whatToDo: 'Nothing. Take the membership out of the view. After `removeImageMember` this is the wanted state.',
    repeat: 'Not without a change.',
  },
  MEMBER_ALREADY_EXISTS: {
    whatToDo: 'Nothing: this is the wanted state. `existingImageMember` has the decision of the project.',
    repeat: 'There is no need to.',
  },
  MEMBER_LIMIT_EXCEEDED: {
    whatToDo: 'Remove another member of the image. `limit` is the number of members that an image may have.',
    repeat: 'After another member was removed.',
  },
  MEMBER_UNRESOLVED: {
    whatToDo:
      'It depends on `reason`. `NOT_FOUND`: correct the name, or ask the project for its ID. `AMBIGUOUS`: let the user choose one of `candidates`, and send its ID as `memberId`. `NOT_VERIFIABLE`: send the ID of the project instead of its name; with `requireVerified`, ask the project for its ID and send it without `requireVerified`.',
    repeat: 'Not without a change.',
  },
  RATE_LIMITED: {
    whatToDo: 'Wait.',
    repeat:
      'After `retryAfterSeconds`, or after a few seconds when `retryAfterSeconds` is null. A response with HTTP 429 has the header `Retry-After` as well.',
  },
  UPSTREAM_INTERNAL_ERROR: {
    whatToDo:
      'Try again later. With `outcome` `UNKNOWN` look first whether the change was made. Report the `requestId`.',
    repeat: 'Yes, it is safe: the same share or decision twice has the same result as once.',
  },
  UPSTREAM_BAD_GATEWAY: {
    whatToDo: 'Try again later. With `outcome` `UNKNOWN` look first whether the change was made.',
    repeat: 'Yes, it is safe.',
  },
  UPSTREAM_UNAVAILABLE: {
    whatToDo: 'Try again later.',
    repeat: 'Yes, it is safe: after `retryAfterSeconds`, or after a few seconds when `retryAfterSeconds` is null.',
  },
  UPSTREAM_TIMEOUT: {
    whatToDo: 'Look whether the change was made, then try again.',
    repeat: 'Yes, it is safe. Wait some seconds first, since the first request may still be on its way.',
  },
  UPSTREAM_UNREACHABLE: {
    whatToDo:
      'Try again later. When `retryable` is false, the certificate of the image service is bad: tell the operator.',
    repeat: 'When `retryable` is true.',
  },
  UPSTREAM_PROTOCOL_ERROR: {
    whatToDo: 'Tell the operator of the gateway, with the `requestId`: the endpoint may be wrong.',
    repeat: 'No.',
  },
  NOT_CONFIGURED: {
    whatToDo:
      'Work without names: let users type IDs of projects, and pass the ID of their own project to the inbox. The operator of the gateway can name an identity service.',
    repeat: 'No.',
  },
};

/** Codes of requests that are refused as a whole, and of bugs. */
export const REQUEST_ERRORS: Readonly<Record<Exclude<TopLevelErrorCode, ImageErrorCode>, RequestErrorEntry>> = {
  GRAPHQL_PARSE_FAILED: {
    cause: 'The document is not GraphQL, or the request has no document.',
    whatToDo: 'A bug of the client: report it.',
    repeat: 'No.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    cause:
      'The document does not fit the schema; the response names at most five mistakes. Introspection has this code too when it is switched off.',
    whatToDo: 'A bug of the client, or the client is newer than the gateway: report it.',
    repeat: 'No.',
  },
  BAD_USER_INPUT: {
    cause: 'A variable is missing, has the wrong type, or is null although its type demands a value.',
    whatToDo: 'A bug of the client: report it.',
    repeat: 'No.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    cause:
      'The document has no operation with the requested name, or it has several operations and the request names none.',
    whatToDo: 'A bug of the client: report it.',
    repeat: 'No.',
  },
  OPERATION_TOO_COMPLEX: {
    cause:
      'The operation is over a limit, which `extensions.limit` names: operations, fragments, rootFields, fields, fieldPairs, introspectionFields, aliases, directives, depth, cost, tokens, recursion, listItems, textLength, nameLength, inputDepth, inputValues, and while it runs calls, items, responseBytes or errors. How much is allowed is configured (`LIMIT_...`).',
    whatToDo: 'A bug of the client: it must ask for less, or split the operation into several.',
    repeat: 'No.',
  },
  BAD_REQUEST: {
    cause:
      'The HTTP request holds no usable GraphQL request: the body is not JSON, or is a batch; a mutation came by GET (405); a GET could come from a foreign page (send `apollo-require-preflight`); `Accept` does not allow JSON, or it allows no stream for a subscription (406).',
    whatToDo: 'A bug of the client: report it.',
    repeat: 'No.',
  },
  NOT_FOUND: {
    cause: 'The path is not `/graphql`.',
    whatToDo: 'The URL is configured wrongly: tell the operator of the frontend.',
    repeat: 'No.',
  },
  METHOD_NOT_ALLOWED: {
    cause: 'The method is neither GET nor POST.',
    whatToDo: 'A bug of the client: report it.',
    repeat: 'No.',
  },
  PAYLOAD_TOO_LARGE: {
    cause: 'The body is larger than 256 KiB.',
    whatToDo: 'Split the request into several.',
    repeat: 'No.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    cause: 'The body is not `application/json` in UTF-8, or it is compressed.',
    whatToDo: 'A bug of the client: report it.',
    repeat: 'No.',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    cause:
      'The manifest does not have the ID, and the gateway also takes documents as text (`PERSISTED_DOCUMENTS=log`). Apollo Client and urql then send the text.',
    whatToDo: 'Nothing: the client repeats the request by itself.',
    repeat: 'With the text.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    cause: 'The client sent an ID, and the gateway has no persisted documents (`PERSISTED_DOCUMENTS=off`).',
    whatToDo: 'Nothing: Apollo Client and urql send texts from then on.',
    repeat: 'With the text.',
  },
  PERSISTED_QUERY_NOT_IN_LIST: {
    cause:
      'The manifest does not have the ID, and the gateway takes only documents of the manifest (`PERSISTED_DOCUMENTS=enforce`).',
    whatToDo: 'The client is newer than the manifest of the gateway: report it.',
    repeat: 'No.',
  },
  QUERY_NOT_IN_SAFELIST: {
    cause:
      'The manifest does not have the document, and the gateway takes only documents of the manifest (`PERSISTED_DOCUMENTS=enforce`).',
    whatToDo: 'The client is newer than the manifest of the gateway: report it.',
    repeat: 'No.',
  },
  INTERNAL_SERVER_ERROR: {
    cause:
      'A bug of the gateway. The message does not name the cause. The log does, in the line with the `X-Request-Id` of the response.',
    whatToDo: 'Report it, with the `X-Request-Id`.',
    repeat: 'It may help. After a mutation look first whether the change was made.',
  },
};
