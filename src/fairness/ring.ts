/** The place of a value in a `Ring`, or in none. */
export class Link<T> {
  readonly value: T;
  ring: Ring<T> | null = null;
  next: Link<T> = this;
  previous: Link<T> = this;

  constructor(value: T) {
    this.value = value;
  }
}

/** A list whose every step takes the same time, however long it is: an array would move what stands behind. */
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

  /** Adds a link, which is in no ring, at the end. */
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

  /** Makes the first one the last one. */
  turn(): void {
    if (this.#first) this.#first = this.#first.next;
  }
}
