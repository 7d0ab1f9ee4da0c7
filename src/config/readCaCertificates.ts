import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { ConfigError, type Config } from './config.ts';

/**
 * PEM text of the authorities that sign the certificates of the image service and the identity service; null means
 * Node's default authorities.
 * @throws ConfigError for a file that cannot be read or holds no certificate
 */
export async function readCaCertificates({ caFile }: Config): Promise<string | null> {
  if (caFile === null) return null;
  const text = await readFile(caFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError([`OS_CACERT cannot be read: ${caFile}: ${error.code}.`]);
  });
  if (!text.includes('-----BEGIN CERTIFICATE-----') || !canBeUsed(text)) {
    throw new ConfigError([`OS_CACERT holds no certificates in PEM form: ${caFile}.`]);
  }
  return text;
}

function canBeUsed(ca: string): boolean {
  try {
    createSecureContext({ ca });
    return true;
  } catch {
    return false;
  }
}
