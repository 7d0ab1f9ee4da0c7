/** A buffer grows by so many bytes, so that many small parts are copied rarely. */
const STEP = 16 * 1024;

/** The bytes of a body that comes in parts. A part is copied: a Buffer for each byte would take hundreds of bytes. */
export class BodyBuffer {
  #bytes: Buffer = Buffer.alloc(0);
  #length = 0;
  #parts = 0;

  /** Bytes that came. */
  get length(): number {
    return this.#length;
  }

  get parts(): number {
    return this.#parts;
  }

  /** Bytes of memory that are held. */
  get capacity(): number {
    return this.#bytes.length;
  }

  /** What came. Valid until the next part is added. */
  get content(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  add(part: Buffer): void {
    this.#parts += 1;
    const length = this.#length + part.length;
    // Most bodies come in one part.
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
