#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { check } from './commands/check.ts';
import { parseCommandLine } from './commands/commandLine.ts';
import { HELP } from './commands/help.ts';
import { printSchema } from './commands/printSchema.ts';
import { serve } from './commands/serve.ts';
import { ConfigError, readEnvironment } from './config/config.ts';

async function run(args: readonly string[]): Promise<void> {
  const command = parseCommandLine(args);
  switch (command.name) {
    case 'help':
      process.stdout.write(HELP);
      break;
    case 'version':
      process.stdout.write(`${readVersion()}\n`);
      break;
    case 'schema':
      process.stdout.write(printSchema(command));
      break;
    case 'check': {
      const works = await check(readEnvironment(), (sentence) => process.stdout.write(`${sentence}\n`));
      process.exitCode = works ? 0 : 1;
      break;
    }
    case 'serve':
      await serve(readEnvironment(), command.embedded);
      break;
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (error instanceof ConfigError) fail(`The configuration is not usable:\n- ${error.problems.join('\n- ')}`);
  else fail(error instanceof Error ? error.message : String(error));
}
