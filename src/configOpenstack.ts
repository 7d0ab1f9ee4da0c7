import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CatalogInterface, Environment } from './config.ts';
import type { Variable } from './configVariable.ts';

const INTERFACES: readonly CatalogInterface[] = ['public', 'internal', 'admin'];
const TAKES = `one of ${INTERFACES.flatMap((name) => [name, `${name}URL`]).join(', ')}`;
const CERTIFICATE = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g;

/** `OS_ENDPOINT_TYPE` is the older name of `OS_INTERFACE`, which wins where both are set, as in OpenStack's own tools. */
export const ENDPOINT_TYPE: Variable<CatalogInterface | null> = {
  name: 'OS_ENDPOINT_TYPE',
  takes: TAKES,
  meaning: 'Older name of OS_INTERFACE, read where that is unset.',
  defaultText: 'unset',
  default: () => null,
  parse: parseInterface,
};

export const INTERFACE: Variable<CatalogInterface> = {
  name: 'OS_INTERFACE',
  takes: TAKES,
  meaning: 'Interface of the image service that is taken from the catalog.',
  defaultText: 'OS_ENDPOINT_TYPE, or public',
  default: (env: Environment) => parseInterface(env[ENDPOINT_TYPE.name]?.trim() ?? '') ?? 'public',
  parse: parseInterface,
};

/** Holds the text of the file, read once at the start. */
export const CA: Variable<string | null> = {
  name: 'OS_CACERT',
  takes: 'the path of a file that holds certificates in PEM',
  meaning:
    'Certificates of the authorities that vouch for the image service and the identity service, in the place of those that Node knows.',
  defaultText: 'unset, those that Node knows',
  default: () => null,
  parse: readCertificates,
};

function parseInterface(text: string): CatalogInterface | undefined {
  return INTERFACES.find((name) => text === name || text === `${name}URL`);
}

/** Undefined for a file that cannot be read, holds no certificate, or one that is damaged. */
function readCertificates(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    const certificates = text.match(CERTIFICATE) ?? [];
    for (const certificate of certificates) void new X509Certificate(certificate);
    return certificates.length > 0 ? certificates.join('\n') : undefined;
  } catch {
    return undefined;
  }
}
