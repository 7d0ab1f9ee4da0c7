import { afterEach as vitestAfterEach, it as vitestIt } from 'vitest';
import { EXCEPTIONS } from './apolloExceptions.ts';

type Body = (done: (error?: unknown) => void) => unknown;

async function run(body: Body): Promise<void> {
  if (body.length === 0) {
    await body(() => {});
    return;
  }
  await new Promise<void>((resolve, reject) => {
    void body((error) => (error === undefined ? resolve() : reject(error)));
  });
}

/** Jest's `it`, with its `done`. A test that stands among the exceptions has to fail. */
export function it(name: string, body: Body): void {
  const register = EXCEPTIONS.has(name) ? vitestIt.fails : vitestIt;
  register(name, () => run(body));
}
it.each = <T>(cases: readonly T[]) => vitestIt.each(cases);
/** For what the suite itself leaves out. */
it.skip = (): void => {};

export function afterEach(body: Body): void {
  vitestAfterEach(() => run(body));
}

export { afterAll, beforeAll, beforeEach, describe, expect, test, vi as jest } from 'vitest';
