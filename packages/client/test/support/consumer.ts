import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
/** Below the package, so that a consumer finds Apollo Client and urql as the package does. */
const CACHE = join(PACKAGE, 'node_modules/.cache');
const TSC = join(createRequire(import.meta.url).resolve('typescript/package.json'), '../bin/tsc');

/** A project that has installed the package: what is published of it, and nothing else. */
export interface Consumer {
  /** What the compiler has to say about the files, as `file: message` lines of their first diagnostics. */
  compile(files: Readonly<Record<string, string>>): string[];
  /** Runs a module in Node and answers with what it printed. */
  run(code: string): string;
  remove(): void;
}

export function createConsumer(): Consumer {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'consumer-'));
  const installed = join(folder, 'node_modules/@glance-graphql/client');
  execute(TSC, ['-p', join(PACKAGE, 'tsconfig.build.json'), '--outDir', join(installed, 'dist')]);
  const { files }: { files: string[] } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  for (const file of ['package.json', ...files.filter((name) => name !== 'dist')]) {
    cpSync(join(PACKAGE, file), join(installed, file), { recursive: true });
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  return {
    compile(sources) {
      const names = Object.keys(sources);
      for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, name), text);
      const compilerOptions = {
        target: 'ES2022',
        lib: ['ES2022', 'DOM'],
        types: [],
        noEmit: true,
        skipLibCheck: false,
      };
      const options = { ...compilerOptions, strict: true, module: 'ESNext', moduleResolution: 'Bundler' };
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: names }));
      const { stdout } = spawnSync(process.execPath, [TSC, '-p', folder, '--pretty', 'false'], {
        cwd: folder,
        encoding: 'utf8',
      });
      return stdout.split('\n').filter((line) => line !== '');
    },
    run: (code) => execute(undefined, ['--input-type=module', '--eval', code], folder),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function execute(script: string | undefined, args: readonly string[], cwd?: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...(script ? [script] : []), ...args], {
    encoding: 'utf8',
    ...(cwd ? { cwd } : {}),
  });
  if (status !== 0) throw new Error(`${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}
