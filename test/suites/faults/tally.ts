import { expect } from 'vitest';
import type { Verdict } from './verdict.ts';

interface Row {
  cases: number;
  lost: number;
  doubled: number;
  falseOutcomes: number;
  readonly said: Set<string>;
}

/** The table of a run: faults x operations. */
export interface Tally {
  add(fault: string, operation: string, verdict: Verdict): void;
  /** Prints the table and expects so many cases with nothing lost, doubled or said falsely. */
  settle(title: string, cases: number): void;
}

export function createTally(): Tally {
  const rows = new Map<string, Row>();
  const complaints: string[] = [];
  return {
    add(fault, operation, { lost, doubled, falseOutcomes, needless, said }) {
      const name = `${fault.padEnd(18)} ${operation.padEnd(30)}`;
      const row = rows.get(name) ?? { cases: 0, lost: 0, doubled: 0, falseOutcomes: 0, said: new Set() };
      rows.set(name, row);
      row.cases += 1;
      row.lost += lost.length;
      row.doubled += doubled.length;
      row.falseOutcomes += falseOutcomes.length + needless.length;
      for (const one of said) row.said.add(one);
      const entries = Object.entries({ lost, doubled, falseOutcomes, needless });
      complaints.push(...entries.flatMap(([kind, list]) => list.map((what) => `${name}: ${kind}: ${what}`)));
    },
    settle(title, cases) {
      const sum = { cases: 0, lost: 0, doubled: 0, falseOutcomes: 0 };
      const lines = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, row]) => toLine(name, row));
      for (const row of rows.values()) {
        sum.cases += row.cases;
        sum.lost += row.lost;
        sum.doubled += row.doubled;
        sum.falseOutcomes += row.falseOutcomes;
      }
      process.stdout.write(`${lines.join('\n')}\n${toLine(title.padEnd(49), { ...sum, said: new Set() })}\n`);
      expect(complaints).toEqual([]);
      expect(sum).toEqual({ cases, lost: 0, doubled: 0, falseOutcomes: 0 });
    },
  };
}

function toLine(name: string, { cases, lost, doubled, falseOutcomes, said }: Row): string {
  const counts = `cases ${String(cases).padEnd(4)} lost ${lost}  doubled ${doubled}  false outcomes ${falseOutcomes}`;
  return `${name} ${counts}  ${[...said].sort().join(' ')}`.trimEnd();
}
