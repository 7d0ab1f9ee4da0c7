/** What one answer was worth, beside what is there after it. Each entry says what is wrong. */
export interface Verdict {
  /** A change that was claimed and is not there, or one that nobody asked for. */
  readonly lost: string[];
  /** A membership with more than one row. */
  readonly doubled: string[];
  /** Anything said that is not so. */
  readonly falseOutcomes: string[];
  /** `UNKNOWN` where one look would have told. */
  readonly needless: string[];
  /** Codes and outcomes, in short. */
  readonly said: readonly string[];
}
