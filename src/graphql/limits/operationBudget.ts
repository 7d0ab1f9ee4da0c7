import { createExcess, type LimitError, type LimitName } from './limitError.ts';

/** The most that the answer to one operation may hold. */
export interface BudgetLimits {
  /** Items of all lists, each with the fields that are selected below it. */
  readonly limitItems: number;
  /** Characters of names and values. */
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
  #characters = 0;
  #errors = 0;
  #excess: LimitError | null = null;

  /** Counts from zero on: an operation that is run for a second time has its whole budget again. */
  begin(limits: BudgetLimits, isMutation: boolean): void {
    this.#limits = limits;
    this.#isMutation = isMutation;
    this.restart();
  }

  restart(): void {
    this.#items = 0;
    this.#characters = 0;
    this.#errors = 0;
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

  takeText(characters: number): void {
    this.#characters += characters;
    if (!this.#limits || this.#characters <= this.#limits.limitResponseBytes) return;
    this.#exceed('responseBytes', this.#limits.limitResponseBytes);
  }

  /** Errors beyond the limit are not told. Making them is what takes long. */
  takeError(): void {
    this.#errors += 1;
    if (this.#limits && this.#errors > this.#limits.limitErrors) this.#exceed('errors', this.#limits.limitErrors);
  }

  #exceed(limit: LimitName, maximum: number): void {
    this.#excess ??= createExcess(limit, maximum);
  }
}
