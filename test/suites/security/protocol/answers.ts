/** One response as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/**
 * Takes apart what came on a connection. A last response that was cut by the end of the connection is left out.
 * @param isHead of responses to HEAD, which have no body whatever their length says
 * @throws Error for bytes that are no response
 */
export function parseAnswers(received: string, isHead: boolean): WireAnswer[] {
  const answers: WireAnswer[] = [];
  for (let rest = received; rest !== '';) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) break;
    const [statusLine = '', ...lines] = rest.slice(0, end).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]);
    if (!status) throw new Error(`no response: ${statusLine.slice(0, 100)}`);
    const headers = new Map(
      lines.map((line): [string, string] => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    const hasBody = !isHead && status >= 200 && status !== 204 && status !== 304;
    const read = hasBody ? readBody(rest.slice(end + 4), headers) : { body: '', bytes: 0 };
    if (read === null) break;
    answers.push({ status, headers, body: read.body });
    rest = rest.slice(end + 4 + read.bytes);
  }
  return answers;
}

function readBody(rest: string, headers: ReadonlyMap<string, string>): { body: string; bytes: number } | null {
  const length = headers.get('content-length');
  if (length !== undefined) {
    const bytes = Number(length);
    return rest.length < bytes ? null : { body: rest.slice(0, bytes), bytes };
  }
  if (headers.get('transfer-encoding') !== 'chunked') return { body: rest, bytes: rest.length };
  let body = '';
  for (let at = 0; ;) {
    const line = rest.indexOf('\r\n', at);
    if (line < 0) return null;
    const size = Number.parseInt(rest.slice(at, line), 16);
    if (size === 0) return { body, bytes: line + 4 };
    body += rest.slice(line + 2, line + 2 + size);
    at = line + 2 + size + 2;
  }
}
