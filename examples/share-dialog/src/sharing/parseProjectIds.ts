/** The parts of a pasted text. */
export interface ProjectIds {
  /** Project IDs in the order of the text, each once. */
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
  readonly repeated: number;
}

/** A project ID that the gateway accepts; see `AddImageMemberInput.memberId`. */
const PROJECT_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** Splits at white space, commas and semicolons, so that a column of a table can be pasted as it is. */
export function parseProjectIds(text: string): ProjectIds {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const once = [...new Set(words)];
  return {
    valid: once.filter((word) => PROJECT_ID.test(word)),
    invalid: once.filter((word) => !PROJECT_ID.test(word)),
    repeated: words.length - once.length,
  };
}
