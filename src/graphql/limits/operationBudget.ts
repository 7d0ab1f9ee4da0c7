import { createExcess, type LimitError, type LimitName } from './limitError.ts';

/** The limits of the response to one operation. */
export interface BudgetLimits {
  /** Items of all lists, plus the fields that are selected below each item. */
  readonly limitItems: number;
  /** Characters of names and values. */
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
  #characters = 0;
  #errors = 0;
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
    this.#characters = 0;
    this.#errors = 0;
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

  takeText(characters: number): void {
    this.#characters += characters;
    if (!this.#limits || this.#characters <= this.#limits.limitResponseBytes) return;
    this.#exceed('responseBytes', this.#limits.limitResponseBytes);
  }

  /** Counts an error of a list. Errors beyond the limit are not made, because making an error takes long. */
  takeError(): void {
    this.#errors += 1;
    if (this.#limits && this.#errors > this.#limits.limitErrors) this.#exceed('errors', this.#limits.limitErrors);
  }

  #exceed(limit: LimitName, maximum: number): void {
    this.#excess ??= createExcess(limit, maximum);
  }
}
