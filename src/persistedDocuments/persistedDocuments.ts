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
 * The error codes and their messages. Clients act on them: after NOT_FOUND, Apollo Client and urql send the same
 * operation again with its text; after NOT_SUPPORTED they also stop sending ids. The other two codes are those of
 * Apollo Router: after them no client sends the operation again.
 */
const MESSAGES = {
  PERSISTED_QUERY_NOT_FOUND: 'PersistedQueryNotFound',
  PERSISTED_QUERY_NOT_SUPPORTED: 'PersistedQueryNotSupported',
  PERSISTED_QUERY_NOT_IN_LIST: 'The document is not in the list of persisted documents.',
  QUERY_NOT_IN_SAFELIST: 'Only documents of the list of persisted documents are taken.',
} as const;

/** Refuses a document. Has the fields of HttpError, but its status follows the rules for GraphQL errors. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError' as const;
  readonly status: 200 | 400;
  readonly code: keyof typeof MESSAGES;
  readonly body: string;
  readonly retryAfterSeconds = null;

  constructor(code: keyof typeof MESSAGES, contentType: ResponseType) {
    const message = MESSAGES[code];
    super(message);
    this.code = code;
    const asksForText = code === 'PERSISTED_QUERY_NOT_FOUND' || code === 'PERSISTED_QUERY_NOT_SUPPORTED';
    this.status = asksForText || contentType === 'application/json' ? 200 : 400;
    this.body = JSON.stringify({ errors: [{ message, extensions: { code, retryable: false } }] });
  }
}

/**
 * Replaces an id, or a text that asks for the same, by the manifest's text. Where a request has both an id and a text,
 * the text decides. With `enforce`, a text that is not in the manifest is refused.
 * @param options null where there is no manifest: then every text is accepted, and no id
 * @returns a function that throws DocumentError
 */
export function createDocumentLookUp(options: PersistedDocumentsOptions | null, logger: Logger) {
  return (request: DocumentRequest, { requestId, contentType }: Caller): DocumentRequest => {
    if (options === null && hasText(request)) return request;
    const parameters = readParameters(request);
    const { text, id, operationName } = readDocument(parameters?.fields ?? {});
    // A request with neither a text nor an id: Apollo refuses it.
    if (!parameters || (text === null && id === null)) return request;
    if (options === null) {
      // For an id in Apollo's own format, Apollo itself says that ids are not supported.
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
  /** The same request with this text, and without the extension that makes Apollo look for a persisted query. */
  toRequest(text: string): DocumentRequest;
}

/** A fast check: without a manifest, most requests need no other. */
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

/** Empty where the extensions are no object: Apollo refuses such a request. */
function toExtensions(extensions: unknown): { extensions?: Fields } {
  if (!isRecord(extensions)) return {};
  const { persistedQuery: _persistedQuery, ...others } = extensions;
  return { extensions: others };
}

function readDocument({ query, documentId, extensions, operationName }: Fields) {
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
