/**
 * Path of a request target, without its query and without slashes at its end. RFC 9112 has servers take the absolute form
 * (`http://host/graphql`), which proxies send. Percent-encoded spellings of a path stay other paths, so that a rule of a
 * proxy for `/graphql` cannot be passed by.
 * @param target as `request.url` has it
 */
export function toRoutePath(target: string): string {
  const end = target.indexOf('?');
  const path = (end < 0 ? target : target.slice(0, end)).replace(/^https?:\/\/[^/]*/i, '');
  let length = path.length;
  while (length > 1 && path[length - 1] === '/') length -= 1;
  return path === '' ? '/' : path.slice(0, length);
}

/** Query of a request target with its `?`; empty where there is none. */
export function toSearch(target: string): string {
  const start = target.indexOf('?');
  return start < 0 ? '' : target.slice(start);
}
