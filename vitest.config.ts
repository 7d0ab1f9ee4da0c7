import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: [
      // Vite would take graphql's ES module, Node takes its CommonJS one, and types of the two do not know each other.
      { find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) },
      // Apollo's integration tests are written for Jest.
      {
        find: /^@jest\/globals$/,
        replacement: fileURLToPath(new URL('./test/suites/conformance/support/jestGlobals.ts', import.meta.url)),
      },
    ],
  },
  test: {
    testTimeout: 30_000,
    hookTimeout: 240_000,
    setupFiles: ['test/support/closeConnections.ts'],
    expect: { poll: { timeout: 10_000 } },
    server: { deps: { inline: ['@apollo/server-integration-testsuite'] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts', 'packages/*/test/**/*.test.ts', 'examples/*/test/*.test.ts'],
          exclude: ['**/node_modules/**', 'test/suites/contract/**', 'test/suites/e2e/**'],
          globalSetup: ['test/support/buildBin.ts', 'test/support/installPackages.ts'],
          // Most tests wait for servers and timers more than they compute.
          maxWorkers: Math.max(2, availableParallelism()),
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'contract',
          include: ['test/suites/contract/**/*.test.ts'],
          globalSetup: ['test/support/buildBin.ts', 'test/support/globalSetup.ts'],
          sequence: { groupOrder: 1 },
          // Both processes of the real Glance write one SQLite file, and answer 500 when they do so at once.
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          sequence: { groupOrder: 2 },
          include: ['examples/*/test/e2e/*.test.ts', 'test/suites/e2e/*.test.ts'],
          globalSetup: [
            'test/support/buildBin.ts',
            'test/support/globalSetup.ts',
            'examples/share-dialog/test/e2e/support/buildApplication.ts',
          ],
          fileParallelism: false,
        },
      },
    ],
  },
});
