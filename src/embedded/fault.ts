import { STATUS_CODES } from 'node:http';
import { preferredType } from './accept.ts';
import type { EmbeddedResponse } from './response.ts';
import { toAsciiJson } from './pythonText.ts';

interface FaultOptions {
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Replaces the usual text `<explanation><br /><br />\n<detail>\n\n`: 405, 415 and 501 have a text of their own. */
  readonly template?: string;
}

/**
 * A refusal or failure of Glance. The client's Accept header decides the form of the response: see `toFaultResponse`.
 */
export class GlanceFault extends Error {
  override readonly name = 'GlanceFault' as const;
  readonly status: number;
  readonly explanation: string;
  readonly options: FaultOptions;

  constructor(status: number, explanation: string = EXPLANATIONS[status] ?? '', options: FaultOptions = {}) {
    super(explanation);
    this.status = status;
    this.explanation = explanation;
    this.options = options;
  }
}

const EXPLANATIONS: Readonly<Record<number, string>> = {
  401:
    'This server could not verify that you are authorized to access the document you requested. Either you supplied ' +
    'the wrong credentials (e.g., bad password), or your browser does not understand how to supply the credentials ' +
    'required.',
  403: 'Access was denied to this resource.',
  404: 'The resource could not be found.',
  409: 'There was a conflict when trying to complete your request.',
  500: 'The server has either erred or is incapable of performing the requested operation.',
};

// Glance's reason phrases that differ from Node's.
const TITLES: Readonly<Record<number, string>> = { 413: 'Request Entity Too Large' };

export function titleOf(status: number): string {
  return TITLES[status] ?? STATUS_CODES[status] ?? 'Unknown';
}

/** The 401 with the header that names the identity service, which is the embedded Keystone. */
export function unauthorized(origin: string): GlanceFault {
  return new GlanceFault(401, undefined, { headers: { 'Www-Authenticate': `Keystone uri="${origin}/identity/v3"` } });
}

/** The response that Glance's web framework makes of a fault: HTML, JSON or plain text. */
export function toFaultResponse(fault: GlanceFault, accept: string | undefined): EmbeddedResponse {
  const code = `${fault.status} ${titleOf(fault.status)}`;
  const { headers } = fault.options;
  switch (preferredType(accept, ['text/html', 'application/json'])) {
    case 'text/html': {
      const text = fillTemplate(fault, escapeHtml);
      const body = `<html>\n <head>\n  <title>${code}</title>\n </head>\n <body>\n  <h1>${code}</h1>\n  ${text}\n </body>\n</html>`;
      return { status: fault.status, headers: { ...headers, 'Content-Type': 'text/html; charset=UTF-8' }, body };
    }
    case 'application/json': {
      const message = fillTemplate(fault, String);
      const body = toAsciiJson({ message, code, title: titleOf(fault.status) });
      return { status: fault.status, headers: { ...headers, 'Content-Type': 'application/json' }, body };
    }
    default: {
      const body = `${code}\n\n${stripTags(fillTemplate(fault, String))}`;
      return { status: fault.status, headers: { ...headers, 'Content-Type': 'text/plain; charset=UTF-8' }, body };
    }
  }
}

function fillTemplate({ explanation, options }: GlanceFault, escape: (text: string) => string): string {
  if (options.template !== undefined) return escape(options.template).replaceAll(escape('<br />'), '<br />');
  return `${escape(explanation)}<br /><br />\n${escape(options.detail ?? '')}\n\n`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"'\u0080-\uffff]/gu, (mark) => HTML_ENTITIES[mark] ?? `&#${mark.codePointAt(0)};`);
}

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};

function stripTags(text: string): string {
  const line = text.replaceAll('\n', ' ').replaceAll('\r', '');
  const lines = replaceTags(line, /<br[^]*?>/gi, '\n');
  return replaceTags(lines.replace(/<!--|-->/g, ''), /<[^]*?>/g, '');
}

/**
 * Searches only up to the last `>`, because after it the expression would search the whole rest of the text for each
 * `<`.
 */
function replaceTags(text: string, tag: RegExp, by: string): string {
  const end = text.lastIndexOf('>') + 1;
  return text.slice(0, end).replace(tag, by) + text.slice(end);
}
