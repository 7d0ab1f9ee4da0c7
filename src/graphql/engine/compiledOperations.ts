import type { ApolloServerOptionsWithGateway, GraphQLRequestContextResponseForOperation } from '@apollo/server';
import { execute, OperationTypeNode, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
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
  /** The one of `run`. */
  readonly contextValue: object;
  readonly variables?: Request['request']['variables'] | null | undefined;
  readonly operationName?: string | null | undefined;
}

interface Compiled {
  readonly query: CompiledQuery['query'];
  readonly toValues: CompilableDocument['toValues'];
}

/** With the one that says that there are more, 5 are told. */
const MAX_VARIABLE_ERRORS = 4;
/** A larger document blocks the process for longer while it is compiled: 250 fields take 10 ms, 2,500 take 200 ms. */
const MAX_COMPILED_FIELDS = 250;
/** Of heap, for all compiled code. Then all is forgotten, and what still comes is compiled again. */
const MAX_COMPILED_BYTES = 48 * 1024 * 1024;
/** No operation within the limits of documents comes near it. */
const MAX_BYTES_OF_ONE = MAX_COMPILED_BYTES / 8;
/** Measured on Node 20, with what hangs on it and after its first run: 3.1 to 3.9 bytes of heap. */
const BYTES_PER_CHARACTER = 4;
/** Where graphql-jit, when asked to, leaves the code that it has made. */
const CODE = '__DO_NOT_USE_THIS_OR_YOU_WILL_BE_FIRED_compilation';

/**
 * Executes operations: with graphql-js, and as compiled code those that come often. Compiled or not, the same resolvers
 * are called and the same answer is given: test/suites/engines/engines.test.ts compares the two.
 */
export interface Engine {
  /**
   * Runs an operation as compiled code.
   * @returns its data; null for one that is not compiled, and for one with errors: Apollo is to run it by `gateway`
   */
  run(request: Request): Promise<Record<string, unknown> | null>;
  /** Runs an operation by graphql-js; what `run` met errors in already is not run again. */
  finish(request: FinishRequest): Promise<ExecutionResult>;
  /**
   * Apollo's place for another engine than its own. For each operation it converts headers and more that nobody here
   * asks for, so it gets only what `run` has no answer to.
   */
  readonly gateway: ApolloServerOptionsWithGateway<GraphQLContext>['gateway'];
}

export interface EngineOptions {
  /** How often a document must have come before it is compiled; 0 compiles none. */
  readonly compileAfter: number;
  /** Whether errors about variables name what the client may have meant. */
  readonly hideSuggestions: boolean;
}

export function createEngine(schema: GraphQLSchema, { compileAfter, hideSuggestions }: EngineOptions): Engine {
  let documents = new WeakMap<DocumentNode, { uses: number; compiled: Compiled | null }>();
  let compiledBytes = 0;
  const failed = new WeakMap<object, ExecutionResult>();

  async function compile(document: DocumentNode): Promise<Compiled | null> {
    const compilable = countFields(document) > MAX_COMPILED_FIELDS ? null : toCompilableDocument(schema, document);
    if (!compilable) return null;
    // Not before it is needed: it takes a tenth of a second and 10 MB.
    const { compileQuery, isCompiledQuery } = await import('graphql-jit');
    const options = { disablingCapturingStackErrors: true, debug: true };
    const compiled = compileQuery(schema, compilable.document, undefined, options);
    if (!isCompiledQuery(compiled)) return null;
    const code: unknown = Reflect.get(compiled, CODE);
    const bytes = typeof code === 'string' ? code.length * BYTES_PER_CHARACTER : Number.POSITIVE_INFINITY;
    if (bytes > MAX_BYTES_OF_ONE) return null;
    // Compiled code must not go on for ever where clients write variables into their documents.
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
    // What graphql-js refuses it runs, so that one engine words all refusals.
    const values = compiled?.toValues(request.variables ?? {});
    if (!compiled || !values) return null;
    const { data, errors } = await compiled.query(undefined, contextValue, values);
    if (!errors && data) return data;
    const result = { data: data ?? null, errors: toGraphqlErrors(contextValue.budget.cutErrors(errors ?? []), document) };
    // Graphql-js stops at the first field of several that make the same object null, compiled code at none. A query
    // can be run again: the loaders know most of what it reads. A mutation cannot, and has no such fields:
    // test/graphql/engine/nonNullFields.test.ts.
    const isRepeatable = operation.operation === OperationTypeNode.QUERY;
    if (!isRepeatable || !hasSeveralBelowNull(result)) {
      failed.set(contextValue, sortErrors(result));
      return null;
    }
    contextValue.budget.restart();
    contextValue.leftOut.length = 0;
    return null;
  }

  async function finish({ document, contextValue, variables, operationName }: FinishRequest): Promise<ExecutionResult> {
    const known = failed.get(contextValue);
    if (known) return known;
    const result = await execute({
      schema,
      document,
      contextValue,
      variableValues: variables ?? null,
      operationName: operationName ?? null,
      fieldResolver,
      options: { maxCoercionErrors: MAX_VARIABLE_ERRORS },
      hideSuggestions,
    });
    return sortErrors(markInputErrors(result));
  }

  return {
    run,
    finish,
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
