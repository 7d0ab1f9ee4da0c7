import type { GatewayAnswer } from '../../support/gateway.ts';
import { isRecord, readPath } from './json.ts';

export interface FieldError {
  readonly path: readonly (string | number)[];
  readonly code: string;
  /** Whether a list has fewer items than it should, and is no null for that. */
  readonly leavesOut: boolean;
}

/** The contract's codes for a failure of the image service, which is all that a fault may become. */
const CODES: readonly unknown[] = [
  'UPSTREAM_INTERNAL_ERROR',
  'UPSTREAM_BAD_GATEWAY',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNREACHABLE',
  'UPSTREAM_PROTOCOL_ERROR',
];
const EXTENSIONS = 'code,requestId,retryAfterSeconds,retryable,upstreamStatus';

/** The field errors of a GraphQL answer. What is not well-formed in it is added to `problems`. */
export function readGraphqlErrors({ status, headers, body }: GatewayAnswer, problems: string[]): FieldError[] {
  const isAnswer =
    status === 200 &&
    headers['content-type'] === 'application/json; charset=utf-8' &&
    isRecord(body) &&
    isRecord(body['data']) &&
    Object.keys(body).every((key) => key === 'data' || key === 'errors');
  if (!isAnswer) {
    problems.push(`no GraphQL answer: ${status} ${JSON.stringify(body)}`);
    return [];
  }
  const errors: unknown = body['errors'] ?? [];
  if (!Array.isArray(errors) || (errors.length === 0 && 'errors' in body)) {
    problems.push(`no list of errors: ${JSON.stringify(body)}`);
    return [];
  }
  return errors.flatMap((error: unknown) => {
    const path = readPath(error, ['path']);
    const code = readPath(error, ['extensions', 'code']);
    const leavesOut = isRecord(error) && String(error['message']).startsWith('This list leaves out ');
    const isPlaced = isPath(path) && (leavesOut || endsInNull(body, path));
    if (!isRecord(error) || !isPath(path) || !CODES.includes(code) || !isExplained(error) || !isPlaced) {
      problems.push(`no error of the contract: ${JSON.stringify(error)}`);
      return [];
    }
    return [{ path, code: String(code), leavesOut }];
  });
}

function isExplained({ message, extensions }: Readonly<Record<string, unknown>>): boolean {
  return typeof message === 'string' && isRecord(extensions) && Object.keys(extensions).sort().join() === EXTENSIONS;
}

function isPath(path: unknown): path is (string | number)[] {
  return Array.isArray(path) && path.every((key) => typeof key === 'string' || typeof key === 'number');
}

/** A field error makes its field null, or what is around it. */
function endsInNull(body: unknown, path: readonly (string | number)[]): boolean {
  return path.some((_key, index) => readPath(body, ['data', ...path.slice(0, index + 1)]) === null);
}
