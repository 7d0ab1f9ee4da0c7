import { createExcess, type LimitError, type LimitName } from './limitError.ts';

/** The limits of the response to one operation. */
export interface BudgetLimits {
  /** Items of all lists, plus the fields that are selected below each item. */
  readonly limitItems: number;
  /** Names and values, as they are written in the response. */
  readonly limitResponseBytes: number;
  readonly limitErrors: number;
}

/**
 * Counts the items, text and errors of a response while the response is made. A query over a limit is refused as a
 * whole, so the rest of its response is not made. A mutation is not refused, because its response tells what was done.
 */
export class OperationBudget {
  #limits: BudgetLimits | null = null;
  #isMutation = false;
  #items = 0;
  #bytes = 0;
  #errors = 0;
  #fieldErrors = 0;
  #excess: LimitError | null = null;

  /** Starts to count from zero. */
  begin(limits: BudgetLimits, isMutation: boolean): void {
    this.#limits = limits;
    this.#isMutation = isMutation;
    this.restart();
  }

  /** Counts from zero again, for an operation that is run a second time. */
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

  /**
   * The error for the first limit that was exceeded; null while no limit was. Every refused list has this error object.
   */
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

  /** Counts an error of a list. Errors beyond the limit are not made, because making an error takes long. */
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
