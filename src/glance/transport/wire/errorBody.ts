import { isObject, type JsonObject } from '../../decode.ts';

/** The content of an error response of the image service, of Keystone or of a proxy. */
export interface ErrorBody {
  /** Plain text without markup; empty when the body has no message. */
  readonly text: string;
  /** Code of OTC's or Huawei's image service (`IMG.0088`) or of its API gateway (`APIG.0308`). */
  readonly vendorCode: string | null;
  /** False for a body of a proxy or another web server. */
  readonly isJson: boolean;
}

/**
 * Parses Glance's `{"message","code","title"}`, the `{"error":{"message","code"}}` of Keystone and of OTC's and
 * Huawei's image service, and the `{"error_msg","error_code"}` of their API gateway. Also takes HTML and plain text,
 * which proxies send.
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

/** The part of a text that is read. The words that tell one error from another stand at the beginning. */
const MAX_TEXT = 8192;

function toPlainText(text: string): string {
  return text
    .slice(0, MAX_TEXT)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
