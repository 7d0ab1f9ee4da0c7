import { execFile } from 'node:child_process';
import { cpus } from 'node:os';
import { promisify } from 'node:util';
import { installPackages } from './debianPackages.ts';
import { HELP, parseOptions, type Options } from './options.ts';
import { profileGateway } from './profile.ts';
import { toReport } from './report.ts';
import { toResults } from './results.ts';
import { runRounds } from './rounds.ts';
import { saveResults } from './saveResults.ts';
import { toTargets } from './targets.ts';

async function run(options: Options): Promise<void> {
  await installPackages({ nginx: 'nginx-light', wrk: 'wrk', taskset: 'util-linux' });
  if (cpus().length < 2) throw new Error('two cores are needed: one for the load, one for the measured process');
  if (options.profile) {
    for (const gateway of options.gateways.filter(({ name }) => name !== 'bare' || options.gateways.length === 1)) {
      process.stdout.write(`${gateway.title}: ${await profileGateway(gateway, options)}\n`);
    }
    return;
  }
  const started = new Date();
  const { stdout } = await promisify(execFile)(options.node, ['--version']);
  const nodeVersion = stdout.trim();
  const results = toResults(await runRounds(options, (line) => void process.stderr.write(`${line}\n`)));
  const targets = toTargets(results, Number.parseInt(nodeVersion.slice(1), 10));
  const report = toReport(results, targets);
  process.stdout.write(`\nNode ${nodeVersion.slice(1)}\n\n${report}`);
  if (options.save) await saveResults({ started, nodeVersion, options, results, targets, report });
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options) await run(options);
  else process.stdout.write(HELP);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
