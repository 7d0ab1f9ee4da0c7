import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Once for a whole run: two builds at a time would write the files that the other's tests are reading. */
export function setup(): void {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'pipe' });
}
