import { createExcess, type LimitError, type LimitName } from './limitError.ts';

/** The most that the answer to one operation may hold. */
export interface BudgetLimits {
  /** Items of all lists, each with the fields that are selected below it. */
  readonly limitItems: number;
  /** Names and values, as they are written in the response. */
  readonly limitResponseBytes: number;
  readonly limitErrors: number;
}

/**
 * Counts what the answer to one operation holds while it is made. A query over its budget is refused as a whole, and
 * what is left of it is no longer made. A mutation is not: it says what was done.
 */
export class OperationBudget {
  #limits: BudgetLimits | null = null;
  #isMutation = false;
  #items = 0;
  #bytes = 0;
  #errors = 0;
  #fieldErrors = 0;
  #excess: LimitError | null = null;

  /** Counts from zero on: an operation that is run for a second time has its whole budget again. */
  begin(limits: BudgetLimits, isMutation: boolean): void {
    this.#limits = limits;
    this.#isMutation = isMutation;
    this.restart();
  }

  restart(): void {
    this.#items = 0;
    this.#bytes = 0;
    this.#errors = 0;
    this.#fieldErrors = 0;
    this.#excess = null;
  }

  get isMutation(): boolean {
    return this.#isMutation;
  }

  /** What the operation is over; null while it is over nothing. All that is refused for it has this one error. */
  get excess(): LimitError | null {
    return this.#excess;
  }

  takeItems(count: number): void {
    this.#items += count;
    if (this.#limits && this.#items > this.#limits.limitItems) this.#exceed('items', this.#limits.limitItems);
  }

  takeText(bytes: number): void {
    this.#bytes += bytes;
    if (!this.#limits || this.#bytes <= this.#limits.limitResponseBytes) return;
    this.#exceed('responseBytes', this.#limits.limitResponseBytes);
  }

  /** Errors beyond the limit are not told. Making them is what takes long. */
  takeError(): void {
    this.#errors += 1;
    if (this.#limits && this.#errors > this.#limits.limitErrors) this.#exceed('errors', this.#limits.limitErrors);
  }

  /** @returns whether an error of one more field is to be made: those beyond the limit are not told, in a mutation either */
  takeFieldError(): boolean {
    this.#fieldErrors += 1;
    if (!this.#isMutation) this.takeError();
    return this.#limits === null || this.#fieldErrors <= this.#limits.limitErrors + 1;
  }

  /** @returns the errors of which an answer may tell, the one too many included, and one of each message beyond */
  cutErrors<T extends { readonly message: string }>(errors: readonly T[]): readonly T[] {
    const limit = this.#limits?.limitErrors ?? Number.POSITIVE_INFINITY;
    if (errors.length <= limit + 1) return errors;
    const told = errors.slice(0, limit + 1);
    const messages = new Set(told.map(({ message }) => message));
    const others = errors.slice(limit + 1).filter(({ message }) => {
      const isNew = !messages.has(message) && messages.size <= limit;
      if (isNew) messages.add(message);
      return isNew;
    });
    return [...told, ...others];
  }

  #exceed(limit: LimitName, maximum: number): void {
    this.#excess ??= createExcess(limit, maximum);
  }
}
