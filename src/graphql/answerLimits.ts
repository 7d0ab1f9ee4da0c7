import type { GraphQLFormattedError, OperationTypeNode } from 'graphql';
import { createExcess, toAnswer, type LimitName } from './limitError.ts';
import type { BudgetLimits } from './operationBudget.ts';
import { isLargerThan } from './responseSize.ts';

/** What Apollo is about to send. */
interface OperationAnswer {
  data?: Readonly<Record<string, unknown>> | null | undefined;
  errors?: readonly GraphQLFormattedError[] | undefined;
}

type AnswerLimits = Pick<BudgetLimits, 'limitErrors' | 'limitResponseBytes'>;

/**
 * Bounds an answer. A query that has too many errors, or too much text, is refused as a whole: an answer that lacks
 * some of its errors would tell that things do not exist. One error of each code is left. A mutation was executed, so its answer is never refused: of
 * too many errors the last one says that others are left out, and its text is bounded by the lists alone.
 */
export function limitAnswer(answer: OperationAnswer, type: OperationTypeNode | null, limits: AnswerLimits): void {
  const { data, errors } = answer;
  if (data === undefined) return keepExcess(answer);
  const tooManyErrors = errors !== undefined && errors.length > limits.limitErrors;
  if (type === 'mutation') {
    if (tooManyErrors)
      answer.errors = [...errors.slice(0, limits.limitErrors - 1), toExcess('errors', limits.limitErrors)];
    return;
  }
  if (tooManyErrors) {
    answer.data = null;
    answer.errors = [...toFirstOfEachCode(errors), toExcess('errors', limits.limitErrors)];
  } else if (isLargerThan(data, limits.limitResponseBytes)) {
    answer.data = null;
    answer.errors = [toExcess('responseBytes', limits.limitResponseBytes)];
  }
}

/** A client has to learn of a refused token or of an outage, however many fields it failed. */
function toFirstOfEachCode(errors: readonly GraphQLFormattedError[]): GraphQLFormattedError[] {
  const firsts = new Map<unknown, GraphQLFormattedError>();
  for (const error of errors) {
    const code = error.extensions?.['code'];
    if (!firsts.has(code)) firsts.set(code, error);
  }
  return [...firsts.values()];
}

/** What else is wrong with an operation that is refused for its size is not worth an answer. */
function keepExcess(answer: OperationAnswer): void {
  const excess = answer.errors?.find(({ extensions }) => extensions?.['code'] === 'OPERATION_TOO_COMPLEX');
  if (excess) answer.errors = [excess];
}

function toExcess(limit: LimitName, maximum: number): GraphQLFormattedError {
  return toAnswer(createExcess(limit, maximum));
}
