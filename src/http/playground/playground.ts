import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { ExampleTab } from './exampleTabs.ts';

export interface PlaygroundOptions {
  readonly tabs: readonly ExampleTab[];
  /** Whether the browser may store the headers of the editor: only with the made-up tokens of a seed. */
  readonly keepsHeaders: boolean;
}

interface Page {
  readonly policy: string;
  readonly brotli: Buffer;
  readonly gzip: Buffer;
}

/**
 * Serves GraphiQL as one page that needs no other host. The page is 9 MB of text. The first request makes and
 * compresses it, so that a gateway without visitors starts fast and saves the memory.
 */
export function createPlaygroundHandler({ tabs, keepsHeaders }: PlaygroundOptions) {
  let page: Promise<Page> | null = null;
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    page ??= createPage({ tabs, keepsHeaders });
    const { policy, ...encoded } = await page;
    const encoding = /\bbr\b/.test(String(request.headers['accept-encoding'] ?? '')) ? 'br' : 'gzip';
    const body = encoding === 'br' ? encoded.brotli : encoded.gzip;
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-encoding': encoding,
      'content-length': body.length,
      'content-security-policy': policy,
      'cache-control': 'no-cache',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

async function createPage({ tabs, keepsHeaders }: PlaygroundOptions): Promise<Page> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const prepare = toPrepareScript(tabs[0]);
  const page = renderGraphiQL({
    title: 'glance-graphql',
    endpoint: '/graphql',
    defaultTabs: tabs.map((tab) => ({ ...tab })),
    defaultHeaders: tabs[0]?.headers ?? '{}',
    shouldPersistHeaders: keepsHeaders,
    schemaDescription: true,
    favicon: 'data:,',
  });
  const html = page.replace('</head>', `<script>${prepare}</script></head>`);
  const compressBrotli = promisify(brotliCompress);
  const compressGzip = promisify(gzip);
  return {
    policy: toPolicy([prepare, toInlineScript(page)]),
    // Level 5 of 11, because level 11 takes half a minute to save a tenth.
    brotli: await compressBrotli(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
    gzip: await compressGzip(html),
  };
}

/** Stores the first tab's variables at the first visit, because GraphiQL reads them only from the browser's storage. */
function toPrepareScript(tab: ExampleTab | undefined): string {
  const variables = JSON.stringify(tab?.variables ?? '').replaceAll('<', '\\u003c');
  return `if (!localStorage.getItem('graphiql:tabState')) localStorage.setItem('graphiql:variables', ${variables});`;
}

function toInlineScript(page: string): string {
  // The HTML parser turns CRLF into LF before the browser hashes the script.
  return page
    .slice(page.indexOf('<script>') + '<script>'.length, page.lastIndexOf('</script>'))
    .replaceAll('\r\n', '\n');
}

/** Allows the page's own inline scripts, and the style sheets and workers that the editor Monaco makes at run time. */
function toPolicy(scripts: readonly string[]): string {
  const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return [
    "default-src 'none'",
    `script-src ${hashes.join(' ')} blob:`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'font-src data:',
    'img-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
