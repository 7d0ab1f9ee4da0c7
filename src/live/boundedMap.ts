/** A Map that forgets its oldest entry when it has more than `maximum`. */
export class BoundedMap<K, V> {
  readonly #maximum: number;
  readonly #entries = new Map<K, V>();

  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  get(key: K): V | undefined {
    return this.#entries.get(key);
  }

  set(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#maximum) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  delete(key: K): void {
    this.#entries.delete(key);
  }
}
