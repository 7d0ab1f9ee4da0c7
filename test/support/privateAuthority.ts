import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A certificate authority that no system knows, and a certificate for 127.0.0.1 that it vouches for. */
export interface PrivateAuthority {
  /** Path of the authority's certificate in PEM. There until the test ends. */
  readonly file: string;
  readonly pem: string;
  /** Of the server. */
  readonly key: string;
  readonly cert: string;
}

/** Needs the `openssl` command. */
export function createPrivateAuthority(): PrivateAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'authority-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: readonly string[]): void => void execFileSync('openssl', args, { stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-days',
    '1',
    '-subj',
    '/CN=authority',
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
  );
  openssl('req', ...newKey, '-subj', '/CN=127.0.0.1', '-keyout', at('server.key'), '-out', at('server.csr'));
  writeFileSync(at('extensions'), 'subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n');
  const signer = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-extfile', at('extensions')];
  openssl('x509', '-req', '-in', at('server.csr'), ...signer, '-days', '1', '-out', at('server.pem'));
  const read = (name: string): string => readFileSync(at(name), 'utf8');
  return { file: at('ca.pem'), pem: read('ca.pem'), key: read('server.key'), cert: read('server.pem') };
}
