import { GraphQLError, Kind, type DocumentNode, type ExecutionResult, type SourceLocation } from 'graphql';

/**
 * Adds the code `BAD_USER_INPUT` to errors of graphql-js about variables and arguments. Without a code such an error
 * would be logged as a bug of the gateway.
 */
export function markInputErrors(result: ExecutionResult): ExecutionResult {
  const { data, errors } = result;
  if (!errors?.some((error) => isInputError(error, data))) return result;
  return { ...result, errors: errors.map((error) => (isInputError(error, data) ? toInputError(error) : error)) };
}

/**
 * Whether an error is about the client's input. Without data the variables were refused and no field was run. With
 * data, an error about an argument points to the argument's value in the document; all other errors point to fields.
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

/** Converts errors of compiled code, because Apollo cannot read them. */
export function toGraphqlErrors(errors: readonly GraphQLError[], { loc }: DocumentNode): GraphQLError[] {
  const source = loc?.source;
  const lines = source ? findLines(source.body) : [];
  return errors.map(({ message, locations, path, originalError }) => {
    const positions = locations?.map((location) => toPosition(lines, location));
    return new GraphQLError(message, {
      path,
      // An error without a cause is the compiler's own: a value does not fit the schema.
      originalError: originalError ?? new Error(message),
      ...(source && positions ? { source, positions } : {}),
    });
  });
}

/** Whether there are several errors, and one of them made an object above its field null. */
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
 * Keeps the beginning and the end of a long message, because graphql-js quotes names and values of the client at full
 * length. At most 200 characters of the client are left, because the words around them have more than 10.
 */
export function cutMessage(message: string): string {
  if (message.length <= MAX_MESSAGE) return message;
  return `${message.slice(0, MESSAGE_HEAD)} ... ${message.slice(-MESSAGE_TAIL)}`;
}
