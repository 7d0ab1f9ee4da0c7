import { createHash } from 'node:crypto';
import type { PersistedDocuments } from './manifest.ts';
import { toLoggedText } from '../log/loggedText.ts';
import type { Logger } from '../log/logger.ts';
import type { ResponseType } from '../http/accept.ts';

export interface PersistedDocumentsOptions {
  /** `log` lets documents pass that are not in the manifest, `enforce` does not. */
  readonly mode: 'log' | 'enforce';
  readonly documents: PersistedDocuments;
}

/** A GraphQL request as it came over HTTP: by POST a body, by GET the search part of the URL. */
export interface DocumentRequest {
  readonly body: unknown;
  readonly search: string;
}

interface Caller {
  readonly requestId: string;
  readonly contentType: ResponseType;
}

/**
 * Codes and messages that clients know: Apollo Client and urql send the text after the first two, and no persisted
 * query at all after the second. The others are Apollo Router's, after which nothing is sent again: it would be refused.
 */
const ANSWERS = {
  PERSISTED_QUERY_NOT_FOUND: 'PersistedQueryNotFound',
  PERSISTED_QUERY_NOT_SUPPORTED: 'PersistedQueryNotSupported',
  PERSISTED_QUERY_NOT_IN_LIST: 'The document is not in the list of persisted documents.',
  QUERY_NOT_IN_SAFELIST: 'Only documents of the list of persisted documents are taken.',
} as const;

/** A document that is not executed. Has what HttpError has, but the status follows the rules for GraphQL errors. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError' as const;
  readonly status: 200 | 400;
  readonly code: keyof typeof ANSWERS;
  readonly body: string;
  readonly retryAfterSeconds = null;

  constructor(code: keyof typeof ANSWERS, contentType: ResponseType) {
    const message = ANSWERS[code];
    super(message);
    this.code = code;
    const isQuestion = code === 'PERSISTED_QUERY_NOT_FOUND' || code === 'PERSISTED_QUERY_NOT_SUPPORTED';
    this.status = isQuestion || contentType === 'application/json' ? 200 : 400;
    this.body = JSON.stringify({ errors: [{ message, extensions: { code, retryable: false } }] });
  }
}

/**
 * Puts the manifest's text in the place of an id, or of a text that says the same. Where both are sent the text decides.
 * With `enforce` no other text is passed on.
 * @param options null where there is no manifest: texts pass, ids are not supported
 * @returns a function that throws DocumentError
 */
export function createDocumentLookUp(options: PersistedDocumentsOptions | null, logger: Logger) {
  return (request: DocumentRequest, { requestId, contentType }: Caller): DocumentRequest => {
    if (options === null && hasText(request)) return request;
    const parameters = readParameters(request);
    const { text, id, operationName } = toWanted(parameters?.fields ?? {});
    // Apollo refuses what has neither.
    if (!parameters || (text === null && id === null)) return request;
    if (options === null) {
      // Of its own kind of id Apollo says so.
      if (text !== null || toText(parameters.fields['documentId']) === null) return request;
      throw new DocumentError('PERSISTED_QUERY_NOT_SUPPORTED', contentType);
    }
    const { mode, documents } = options;
    const found = text === null ? documents.findById(id ?? '') : documents.findByText(text);
    if (found !== null) return parameters.toRequest(found);
    if (text === null) {
      const code = mode === 'log' ? 'PERSISTED_QUERY_NOT_FOUND' : 'PERSISTED_QUERY_NOT_IN_LIST';
      throw new DocumentError(code, contentType);
    }
    if (mode === 'enforce') throw new DocumentError('QUERY_NOT_IN_SAFELIST', contentType);
    const sha256 = createHash('sha256').update(text).digest('hex');
    const name = operationName === null ? null : toLoggedText(operationName);
    logger.warn({ requestId, operationName: name, sha256 }, 'not a persisted document');
    return parameters.toRequest(text);
  };
}

type Fields = Readonly<Record<string, unknown>>;

interface Parameters {
  readonly fields: Fields;
  /** The same request for a text, without what would have Apollo look for a persisted query. */
  toRequest(text: string): DocumentRequest;
}

/** Of most requests where there is no manifest this is all that is looked at. */
function hasText({ body, search }: DocumentRequest): boolean {
  return body === undefined ? !search.includes('documentId') : isRecord(body) && Boolean(body['query']);
}

function readParameters({ body, search }: DocumentRequest): Parameters | null {
  if (isRecord(body)) {
    return {
      fields: body,
      toRequest: (query) => ({ body: { ...body, query, ...toExtensions(body['extensions']) }, search }),
    };
  }
  if (body !== undefined) return null;
  const parameters = new URLSearchParams(search);
  const extensions = parseJson(parameters.get('extensions'));
  return {
    fields: { ...Object.fromEntries(parameters), extensions },
    toRequest(query) {
      parameters.set('query', query);
      const { extensions: others } = toExtensions(extensions);
      if (others) parameters.set('extensions', JSON.stringify(others));
      return { body, search: `?${parameters}` };
    },
  };
}

/** Empty for extensions that are none: Apollo says so. */
function toExtensions(extensions: unknown): { extensions?: Fields } {
  if (!isRecord(extensions)) return {};
  const { persistedQuery: _persistedQuery, ...others } = extensions;
  return { extensions: others };
}

function toWanted({ query, documentId, extensions, operationName }: Fields) {
  const persistedQuery = isRecord(extensions) ? extensions['persistedQuery'] : undefined;
  return {
    text: toText(query),
    id: toText(documentId) ?? toText(isRecord(persistedQuery) ? persistedQuery['sha256Hash'] : undefined),
    operationName: toText(operationName),
  };
}

function toText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
