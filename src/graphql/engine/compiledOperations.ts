import type { ApolloServerOptionsWithGateway, GraphQLRequestContextResponseForOperation } from '@apollo/server';
import {
  createSourceEventStream,
  execute,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import type { CompiledQuery } from 'graphql-jit';
import { toCompilableDocument, type CompilableDocument } from './compilableDocument.ts';
import type { GraphQLContext } from '../server/context.ts';
import { fieldResolver } from '../limits/fieldErrors.ts';
import { countFields } from '../limits/selectionCounter.ts';
import { sortErrors } from './errorOrder.ts';
import { hasSeveralBelowNull, markInputErrors, toGraphqlErrors } from './executionError.ts';

type Request = Pick<
  GraphQLRequestContextResponseForOperation<GraphQLContext>,
  'document' | 'operation' | 'contextValue' | 'request'
>;

interface FinishRequest {
  readonly document: DocumentNode;
  /** The same object as in `run`. */
  readonly contextValue: object;
  readonly variables?: Request['request']['variables'] | null | undefined;
  readonly operationName?: string | null | undefined;
  /** The event that a subscription is executed for; missing for every other operation. */
  readonly rootValue?: unknown;
}

interface Compiled {
  readonly query: CompiledQuery['query'];
  readonly toValues: CompilableDocument['toValues'];
}

/** A client gets 5 errors at most: these, and one that says that there are more. */
const MAX_VARIABLE_ERRORS = 4;
/**
 * Larger documents are not compiled, because compiling blocks the process: 250 fields take 10 ms, 2,500 take 200 ms.
 */
const MAX_COMPILED_FIELDS = 250;
/** The most heap for all compiled code. At the limit all compiled code is dropped. */
const MAX_COMPILED_BYTES = 48 * 1024 * 1024;
/** The most heap for one compiled operation. No operation within the limits of documents comes near it. */
const MAX_BYTES_OF_ONE = MAX_COMPILED_BYTES / 8;
/** Heap for a character of compiled code. Measured on Node 20, after the first run: 3.1 to 3.9 bytes. */
const BYTES_PER_CHARACTER = 4;
/** The property in which graphql-jit, with the option `debug`, keeps the compiled code. */
const CODE = '__DO_NOT_USE_THIS_OR_YOU_WILL_BE_FIRED_compilation';

/**
 * Executes operations: frequent ones as compiled code, all others with graphql-js. Both ways call the same resolvers
 * and have the same response: test/suites/engines/engines.test.ts compares them.
 */
export interface Engine {
  /**
   * Runs an operation as compiled code.
   * @returns the data; null for an operation that is not compiled or has errors, which Apollo then runs by `gateway`
   */
  run(request: Request): Promise<Record<string, unknown> | null>;
  /**
   * Runs an operation with graphql-js. An operation that had errors in `run` is not run again: its result is returned.
   */
  finish(request: FinishRequest): Promise<ExecutionResult>;
  /**
   * Subscribes to the events of a subscription. Each event is then the `rootValue` of `finish`.
   * @returns null for a subscription that is refused: its errors are the result of `finish`
   */
  subscribe(request: FinishRequest): Promise<AsyncIterable<unknown> | null>;
  /**
   * Apollo's interface for another engine than its own. Apollo converts headers and more for each call of it, which
   * takes time, so it is used only for operations without a result of `run`.
   */
  readonly gateway: ApolloServerOptionsWithGateway<GraphQLContext>['gateway'];
}

export interface EngineOptions {
  /** The number of the request for a document at which the document is compiled; 0 compiles no documents. */
  readonly compileAfter: number;
  /** Whether errors about variables do not suggest names that the client may have meant. */
  readonly hideSuggestions: boolean;
}

export function createEngine(schema: GraphQLSchema, { compileAfter, hideSuggestions }: EngineOptions): Engine {
  let documents = new WeakMap<DocumentNode, { uses: number; compiled: Compiled | null }>();
  let compiledBytes = 0;
  const failed = new WeakMap<object, ExecutionResult>();

  async function compile(document: DocumentNode): Promise<Compiled | null> {
    const compilable = countFields(document) > MAX_COMPILED_FIELDS ? null : toCompilableDocument(schema, document);
    if (!compilable) return null;
    // Imported at the first use, because the import takes a tenth of a second and 10 MB.
    const { compileQuery, isCompiledQuery } = await import('graphql-jit');
    const options = { disablingCapturingStackErrors: true, debug: true };
    const compiled = compileQuery(schema, compilable.document, undefined, options);
    if (!isCompiledQuery(compiled)) return null;
    const code: unknown = Reflect.get(compiled, CODE);
    const bytes = typeof code === 'string' ? code.length * BYTES_PER_CHARACTER : Number.POSITIVE_INFINITY;
    if (bytes > MAX_BYTES_OF_ONE) return null;
    // Drop all compiled code at the limit: clients that write values into their documents send new documents for ever.
    if (compiledBytes + bytes > MAX_COMPILED_BYTES) {
      documents = new WeakMap();
      compiledBytes = 0;
    }
    compiledBytes += bytes;
    return { query: compiled.query, toValues: compilable.toValues };
  }

  async function findCompiled(document: DocumentNode): Promise<Compiled | null> {
    let known = documents.get(document);
    if (!known) {
      known = { uses: 0, compiled: null };
      documents.set(document, known);
    }
    known.uses += 1;
    if (known.uses === compileAfter) known.compiled = await compile(document);
    return known.compiled;
  }

  async function run({ document, operation, contextValue, request }: Request): Promise<Record<string, unknown> | null> {
    if (!operation || compileAfter === 0) return null;
    const compiled = await findCompiled(document);
    // Graphql-js runs the operations that it refuses, so that all refusals have the words of one engine.
    const values = compiled?.toValues(request.variables ?? {});
    if (!compiled || !values) return null;
    const { data, errors } = await compiled.query(undefined, contextValue, values);
    if (!errors && data) return data;
    const told = contextValue.budget.cutErrors(errors ?? []);
    const result = { data: data ?? null, errors: toGraphqlErrors(told, document) };
    // Where several errors make the same object null, graphql-js stops at the first, and compiled code reports all. So
    // a query is run again with graphql-js; the loaders have most of what it reads. A mutation cannot be run again, and
    // has no such fields: test/graphql/engine/nonNullFields.test.ts.
    const isRepeatable = operation.operation === OperationTypeNode.QUERY;
    if (!isRepeatable || !hasSeveralBelowNull(result)) {
      failed.set(contextValue, sortErrors(result));
      return null;
    }
    contextValue.budget.restart();
    contextValue.leftOut.length = 0;
    return null;
  }

  function toArguments({ document, contextValue, variables, operationName, rootValue }: FinishRequest): ExecutionArgs {
    return {
      schema,
      document,
      rootValue,
      contextValue,
      variableValues: variables ?? null,
      operationName: operationName ?? null,
      fieldResolver,
      options: { maxCoercionErrors: MAX_VARIABLE_ERRORS },
      hideSuggestions,
    };
  }

  async function finish(request: FinishRequest): Promise<ExecutionResult> {
    const known = failed.get(request.contextValue);
    if (known) return known;
    return sortErrors(markInputErrors(await execute(toArguments(request))));
  }

  async function subscribe(request: FinishRequest): Promise<AsyncIterable<unknown> | null> {
    const source = await createSourceEventStream(toArguments(request));
    if (Symbol.asyncIterator in source) return source;
    // With data, errors of the field itself are not taken for errors of the input.
    const { errors = [] } = markInputErrors({ ...source, data: null });
    failed.set(request.contextValue, { errors });
    return null;
  }

  return {
    run,
    finish,
    subscribe,
    gateway: {
      onSchemaLoadOrUpdate(callback) {
        callback({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => {};
      },
      load: async () => ({
        executor: ({ context, document, request: { variables, operationName } }) =>
          finish({ document, contextValue: context, variables, operationName }),
      }),
      stop: async () => {},
    },
  };
}
