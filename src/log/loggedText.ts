const MAX_LENGTH = 100;

/**
 * Shortens a client's text for a log line: its first 100 characters, with `?` for each one outside of printable ASCII.
 */
export function toLoggedText(text: string): string {
  return text.slice(0, MAX_LENGTH).replaceAll(/[^\x20-\x7e]/g, '?');
}
