import { GraphQLError, Kind, type DocumentNode, type ExecutionResult, type SourceLocation } from 'graphql';

/**
 * Has graphql-js' errors about what a client sent say so. It gives no code to errors about variables and arguments,
 * which looks like a bug of ours.
 */
export function markInputErrors(result: ExecutionResult): ExecutionResult {
  const { data, errors } = result;
  if (!errors?.some((error) => isInputError(error, data))) return result;
  return { ...result, errors: errors.map((error) => (isInputError(error, data) ? toInputError(error) : error)) };
}

/**
 * Without data no field was run: the variables were refused. Otherwise an error about an argument points to the value
 * of that argument in the document, while all others point to fields.
 */
function isInputError({ nodes, extensions }: GraphQLError, data: ExecutionResult['data']): boolean {
  if (extensions['code'] !== undefined) return false;
  return data === undefined || (nodes?.[0] !== undefined && nodes[0].kind !== Kind.FIELD);
}

function toInputError({ message, nodes, path }: GraphQLError): GraphQLError {
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    path: path ?? null,
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

/** Compiled code has errors of its own kind, which Apollo cannot read. */
export function toGraphqlErrors(errors: readonly GraphQLError[], { loc }: DocumentNode): GraphQLError[] {
  const source = loc?.source;
  const lines = source ? findLines(source.body) : [];
  return errors.map(({ message, locations, path, originalError }) => {
    const positions = locations?.map((location) => toPosition(lines, location));
    return new GraphQLError(message, {
      path,
      // A message without a cause is the compiler's own, about a value that does not fit the schema.
      originalError: originalError ?? new Error(message),
      ...(source && positions ? { source, positions } : {}),
    });
  });
}

/** Whether one error of several made more null than its own field. */
export function hasSeveralBelowNull({ data, errors = [] }: ExecutionResult): boolean {
  return errors.length > 1 && errors.some(({ path }) => path !== undefined && isBelowNull(data, path));
}

function isBelowNull(data: unknown, path: readonly (string | number)[]): boolean {
  let value = data;
  for (const key of path) {
    if (!isObject(value)) return true;
    value = Reflect.get(value, key);
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Where each line of a text begins. */
function findLines(text: string): number[] {
  const starts = [0];
  for (const { 0: end, index } of text.matchAll(/\r\n|[\n\r]/g)) starts.push(index + end.length);
  return starts;
}

function toPosition(lines: readonly number[], { line, column }: SourceLocation): number {
  return (lines[line - 1] ?? 0) + column - 1;
}

const MAX_MESSAGE = 210;
const MESSAGE_HEAD = 110;
const MESSAGE_TAIL = 90;

/**
 * Graphql-js quotes names and values as they were sent. Of a long message the beginning and the end stay, which say what
 * is wrong; what a client sent makes up 200 characters of it at most, as the words around it are more than 10.
 */
export function cutMessage(message: string): string {
  if (message.length <= MAX_MESSAGE) return message;
  return `${message.slice(0, MESSAGE_HEAD)} ... ${message.slice(-MESSAGE_TAIL)}`;
}
