import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** SQLite's default journal lets one writer lock every reader out, and Keystone then fails its own requests. */
export async function setWriteAheadLog(databaseFile: string): Promise<void> {
  const script = 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("pragma journal_mode=wal")';
  await run('/usr/bin/python3', ['-c', script, databaseFile]);
}
