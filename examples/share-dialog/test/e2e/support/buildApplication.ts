import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The application as it would be deployed, once for a whole run. */
export function setup(): void {
  const folder = fileURLToPath(new URL('../../..', import.meta.url));
  const env = { ...process.env, NODE_ENV: 'production' };
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: folder, env, stdio: 'pipe' });
}
