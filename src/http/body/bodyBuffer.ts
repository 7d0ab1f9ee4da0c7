/** Bytes by which the buffer grows. A larger step means fewer copies when many small parts come. */
const STEP = 16 * 1024;

/**
 * The bytes of a body that comes in parts. Each part is copied, because a Buffer for each byte would take hundreds of
 * bytes.
 */
export class BodyBuffer {
  #bytes: Buffer = Buffer.alloc(0);
  #length = 0;
  #parts = 0;

  /** Bytes that were added. */
  get length(): number {
    return this.#length;
  }

  get parts(): number {
    return this.#parts;
  }

  /** Bytes of memory. */
  get capacity(): number {
    return this.#bytes.length;
  }

  /** The bytes that were added. Valid until the next part is added. */
  get content(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  add(part: Buffer): void {
    this.#parts += 1;
    const length = this.#length + part.length;
    // Keep the first part without a copy, because most bodies come in one part.
    if (this.#length === 0) this.#bytes = part;
    else {
      if (length > this.#bytes.length) this.#grow(length);
      part.copy(this.#bytes, this.#length);
    }
    this.#length = length;
  }

  #grow(length: number): void {
    const grown = Buffer.allocUnsafe(Math.ceil(length / STEP) * STEP);
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}
