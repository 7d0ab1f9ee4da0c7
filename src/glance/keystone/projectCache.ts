import type { NamedProject } from './wire/projects.ts';

/** An entry takes some 300 bytes. */
const MAX_PROJECTS = 1000;
const LIFETIME_MS = 300_000;

/** Projects that the directory has found lately. They belong to no caller, because the gateway's own token read them. */
export class ProjectCache {
  readonly #entries = new Map<string, { readonly project: NamedProject; readonly until: number }>();

  find(key: string): NamedProject | null {
    const entry = this.#entries.get(key);
    if (!entry) return null;
    if (performance.now() < entry.until) return entry.project;
    this.#entries.delete(key);
    return null;
  }

  set(key: string, project: NamedProject): void {
    this.#entries.delete(key);
    this.#entries.set(key, { project, until: performance.now() + LIFETIME_MS });
    if (this.#entries.size <= MAX_PROJECTS) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }
}
