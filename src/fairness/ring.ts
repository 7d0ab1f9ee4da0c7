/** The place of a value in a `Ring`; `ring` is null while the value is in none. */
export class Link<T> {
  readonly value: T;
  ring: Ring<T> | null = null;
  next: Link<T> = this;
  previous: Link<T> = this;

  constructor(value: T) {
    this.value = value;
  }
}

/**
 * A list that adds and removes in the same time at any length, because it does not move other values as an array does.
 */
export class Ring<T> {
  #first: Link<T> | null = null;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get first(): T | null {
    return this.#first?.value ?? null;
  }

  get last(): T | null {
    return this.#first?.previous.value ?? null;
  }

  /** Adds a link at the end. @param link is in no ring */
  push(link: Link<T>): void {
    const first = (this.#first ??= link);
    link.previous = first.previous;
    link.next = first;
    first.previous.next = link;
    first.previous = link;
    link.ring = this;
    this.#size += 1;
  }

  /** @param link is in this ring */
  remove(link: Link<T>): void {
    link.previous.next = link.next;
    link.next.previous = link.previous;
    if (this.#first === link) this.#first = this.#size === 1 ? null : link.next;
    link.next = link;
    link.previous = link;
    link.ring = null;
    this.#size -= 1;
  }

  /** Moves the first value to the end. */
  turn(): void {
    if (this.#first) this.#first = this.#first.next;
  }
}
