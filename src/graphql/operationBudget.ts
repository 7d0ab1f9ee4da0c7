import type { CallBudget } from '../glance/callBudget.ts';
import type { GlanceError } from '../glance/errors.ts';
import { createExcess, type LimitError, type LimitName } from './limitError.ts';
import { countFieldsBelow, type SelectedField } from './selectedFields.ts';

/** The most that one operation may use while it runs. */
export interface BudgetLimits {
  /** Calls to the image service: those that wait for a connection and repeated ones as well. */
  readonly limitUpstreamCalls: number;
  /** Items of all lists, each as often as fields are selected of it. */
  readonly limitItems: number;
  /** Characters of names and values in the answer. */
  readonly limitResponseBytes: number;
  readonly limitErrors: number;
}

/**
 * Counts what one operation uses while it runs. What is over the budget is refused before it is done, by one error that
 * all refused fields share. A write is counted before it is sent, never after: what follows it is not refused.
 */
export class OperationBudget implements CallBudget {
  #limits: BudgetLimits | null = null;
  #calls = 0;
  #items = 0;
  #bytes = 0;
  #refusedToken: GlanceError | null = null;
  #excesses: Map<LimitName, LimitError> | null = null;

  /** Until then nothing is refused. */
  begin(limits: BudgetLimits): void {
    this.#limits = limits;
  }

  /** @throws GlanceError of kind `unauthorized` after the token was refused; LimitError */
  takeCall(): void {
    this.checkToken();
    this.#calls += 1;
    if (this.#limits && this.#calls > this.#limits.limitUpstreamCalls) {
      throw this.#toExcess('upstreamCalls', this.#limits.limitUpstreamCalls);
    }
  }

  checkToken(): void {
    if (this.#refusedToken) throw this.#refusedToken;
  }

  refuseToken(error: GlanceError): void {
    this.#refusedToken ??= error;
  }

  /**
   * Counts the items that a field is about to answer with.
   * @throws LimitError for items that are not to be answered any more
   */
  takeItems(field: SelectedField, count: number): void {
    if (!this.#limits) return;
    this.#items += count * (1 + countFieldsBelow(field));
    if (this.#items > this.#limits.limitItems) throw this.#toExcess('items', this.#limits.limitItems);
  }

  /** @throws LimitError for text that is not to be answered any more */
  takeBytes(count: number): void {
    this.#bytes += count;
    if (this.#limits && this.#bytes > this.#limits.limitResponseBytes) {
      throw this.#toExcess('responseBytes', this.#limits.limitResponseBytes);
    }
  }

  #toExcess(limit: LimitName, maximum: number): LimitError {
    this.#excesses ??= new Map();
    let excess = this.#excesses.get(limit);
    if (!excess) {
      excess = createExcess(limit, maximum);
      this.#excesses.set(limit, excess);
    }
    return excess;
  }
}
