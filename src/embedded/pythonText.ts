/** Text as Python writes it, wherever a client can see a difference to JavaScript. */

/** Like `json.dumps(value, ensure_ascii=False)`: with a space after each comma and colon. */
export function toPythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toPythonJson).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${toPythonJson(item)}`);
    return `{${entries.join(', ')}}`;
  }
  return JSON.stringify(value);
}

/** Like `json.dumps(value)`, which Glance uses for error bodies. */
export function toAsciiJson(value: unknown): string {
  return toPythonJson(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Like `urllib.parse.urlencode`. */
export function toQueryString(params: Iterable<readonly [string, string]>): string {
  return Array.from(params, ([name, value]) => `${quotePlus(name)}=${quotePlus(value)}`).join('&');
}

/** Like `str(value)`, for a value of a JSON body. */
export function toPythonString(value: unknown): string {
  if (value === true) return 'True';
  if (value === false) return 'False';
  return value === null ? 'None' : String(value);
}

/** A time without fractions of a second, as Glance shows times. @param time milliseconds since 1970 */
export function toIsoTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

function quotePlus(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}
