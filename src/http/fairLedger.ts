/** What one connection holds of something that has a bound. */
export interface Holding {
  grow(bytes: number): void;
  close(): void;
}

interface Entry {
  bytes: number;
  readonly evict: () => void;
}

interface Holder {
  bytes: number;
  /** The oldest first. */
  readonly entries: Set<Entry>;
}

/**
 * A bound on what all connections hold, in bytes and in number, that is fair by address. Beyond the bound nobody new is
 * refused: the address that holds most loses its largest entry, or its oldest where there are too many.
 */
export class FairLedger {
  readonly #maxCount: number;
  readonly #maxBytes: number;
  readonly #holders = new Map<string, Holder>();
  #count = 0;
  #bytes = 0;

  constructor(maxCount: number, maxBytes: number) {
    this.#maxCount = maxCount;
    this.#maxBytes = maxBytes;
  }

  /** @param evict is called at most once, and must end what is held; the entry is closed then */
  open(address: string, evict: () => void): Holding {
    let holder = this.#holders.get(address);
    if (!holder) this.#holders.set(address, (holder = { bytes: 0, entries: new Set() }));
    const entry: Entry = { bytes: 0, evict };
    holder.entries.add(entry);
    this.#count += 1;
    if (this.#count > this.#maxCount) this.#evict(({ entries }) => entries.size, toOldest);
    const known = holder;
    return {
      grow: (bytes) => {
        if (!known.entries.has(entry)) return;
        entry.bytes += bytes;
        known.bytes += bytes;
        this.#bytes += bytes;
        while (this.#bytes > this.#maxBytes) this.#evict((one) => one.bytes, toLargest);
      },
      close: () => this.#close(address, known, entry),
    };
  }

  get bytes(): number {
    return this.#bytes;
  }

  #evict(toWeight: (holder: Holder) => number, pick: (entries: ReadonlySet<Entry>) => Entry | undefined): void {
    let heaviest: readonly [string, Holder] | null = null;
    for (const one of this.#holders) {
      if (heaviest === null || toWeight(one[1]) > toWeight(heaviest[1])) heaviest = one;
    }
    if (heaviest === null) return;
    const entry = pick(heaviest[1].entries);
    if (!entry) return;
    this.#close(heaviest[0], heaviest[1], entry);
    entry.evict();
  }

  #close(address: string, holder: Holder, entry: Entry): void {
    if (!holder.entries.delete(entry)) return;
    this.#count -= 1;
    this.#bytes -= entry.bytes;
    holder.bytes -= entry.bytes;
    if (holder.entries.size === 0 && this.#holders.get(address) === holder) this.#holders.delete(address);
  }
}

function toOldest(entries: ReadonlySet<Entry>): Entry | undefined {
  const [oldest] = entries;
  return oldest;
}

function toLargest(entries: ReadonlySet<Entry>): Entry | undefined {
  let largest: Entry | undefined;
  for (const entry of entries) if (!largest || entry.bytes > largest.bytes) largest = entry;
  return largest;
}
