const MAX_LENGTH = 100;

/** What a log line quotes of a client's text: its first 100 characters, with `?` for each that does not print. */
export function toLoggedText(text: string): string {
  return text.slice(0, MAX_LENGTH).replaceAll(/[^\x20-\x7e]/g, '?');
}
