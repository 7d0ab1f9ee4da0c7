import { availableParallelism } from 'node:os';
import { choice, integer, milliseconds, optional, type Variable } from './variable.ts';
import { parseWorkers } from './parsers.ts';

const workers: Variable<number> = {
  name: 'WORKERS',
  takes: 'a whole number of processes from 1 to 256, or auto',
  meaning: 'Processes that share the port. A process that crashes is replaced; auto starts one process for each core.',
  defaultText: '1',
  default: () => 1,
  parse: (text) => (text === 'auto' ? availableParallelism() : parseWorkers(text)),
};

/** How the process runs, stops and reports. */
export const PROCESS_VARIABLES = {
  workers,
  shutdownDelayMs: integer(
    'SHUTDOWN_DELAY_MS',
    0,
    { min: 0, max: 600_000, unit: 'milliseconds' },
    'Time after SIGTERM in which operations are still taken while /readyz says 503, so that a load balancer has time to choose another gateway.',
  ),
  shutdownGraceMs: milliseconds(
    'SHUTDOWN_GRACE_MS',
    30_000,
    'Time that running operations have to finish after SIGTERM.',
  ),
  logLevel: choice(
    'LOG_LEVEL',
    ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
    'info',
    'Least level that is logged, as JSON lines on standard error.',
  ),
  auditLog: {
    name: 'AUDIT_LOG',
    takes: 'true or false',
    meaning:
      'Whether each change of a membership or of a visibility has a line in the log, also with a LOG_LEVEL above info. `LOG_LEVEL=silent` switches it off as well.',
    defaultText: 'true',
    default: () => true,
    parse: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  } satisfies Variable<boolean>,
  metricsPort: optional(
    integer(
      'METRICS_PORT',
      0,
      { min: 0, max: 65_535, unit: 'a port' },
      'Port of HOST that serves `/metrics`, `/healthz` and `/readyz`; 0 picks a free port and prints it.',
    ),
  ),
};
