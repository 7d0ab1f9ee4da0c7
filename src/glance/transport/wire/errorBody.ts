import { isObject, type JsonObject } from '../../decode.ts';

/** What an error response says, whoever wrote it. */
export interface ErrorBody {
  /** Plain text without markup; empty when the body says nothing. */
  readonly text: string;
  /** Code of OTC's or Huawei's image service (`IMG.0088`) or of its API gateway (`APIG.0308`). */
  readonly vendorCode: string | null;
  /** False for what a proxy or another web server wrote. */
  readonly isJson: boolean;
}

/**
 * Reads Glance's `{"message","code","title"}`, Keystone's and OTC/Huawei's `{"error":{"message","code"}}`, their API
 * gateway's `{"error_msg","error_code"}`, and, because proxies do not look at Accept, HTML and plain text.
 */
export function parseErrorBody(body: string): ErrorBody {
  const json = parseObject(body);
  if (!json) return { text: toPlainText(body), vendorCode: null, isJson: false };
  const inner = isObject(json['error']) ? json['error'] : json;
  const text = inner['message'] ?? inner['error_msg'];
  const code = inner['code'] ?? inner['error_code'];
  return {
    text: typeof text === 'string' ? toPlainText(text) : '',
    vendorCode: typeof code === 'string' && /^(IMG|APIG)\.\d{4}$/.test(code) ? code : null,
    isJson: true,
  };
}

function parseObject(text: string): JsonObject | null {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : null;
  } catch {
    return null;
  }
}

/** A text may be as long as a response; what tells one error from another stands at its beginning. */
const MAX_TEXT = 8192;

function toPlainText(text: string): string {
  return text
    .slice(0, MAX_TEXT)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
