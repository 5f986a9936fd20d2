/** One table of a report; the first column names the row. */
export interface Table {
  title: string;
  columns: string[];
  rows: (string | number)[][];
}

/** A target of the project, and what was measured. */
export interface Verdict {
  target: string;
  limit: number;
  measured: number;
  /** `most`: the limit must not be exceeded; `least`: it must be reached. */
  kind: 'most' | 'least';
  unit: string;
}

/** What one benchmark found. */
export interface Report {
  benchmark: string;
  chromium: string;
  notes: string[];
  tables: Table[];
  verdicts: Verdict[];
}

export function passes({ kind, measured, limit }: Verdict): boolean {
  return kind === 'most' ? measured <= limit : measured >= limit;
}

/** Three digits that mean something, whatever the size. */
export function shown(value: string | number): string {
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return '–';
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(value < 1 ? 2 : 3)));
}

/** @returns the report as Markdown, which reads well as plain text too */
export function printed({ benchmark, chromium, notes, tables, verdicts }: Report): string {
  const parts = [`# ${benchmark}`, `Chromium ${chromium}`, ...notes.map((note) => `- ${note}`)];
  for (const { title, columns, rows } of tables) parts.push('', title, '', grid(columns, rows));
  if (verdicts.length > 0) {
    const rows = verdicts.map((verdict) => {
      const sign = verdict.kind === 'most' ? '≤' : '≥';
      const limit = `${sign} ${shown(verdict.limit)}${verdict.unit}`;
      const measured = `${shown(verdict.measured)}${verdict.unit}`;
      return [verdict.target, limit, measured, passes(verdict) ? 'PASS' : 'MISS'];
    });
    parts.push('', 'Targets', '', grid(['what', 'target', 'measured', ''], rows));
  }
  return parts.join('\n');
}

function grid(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [columns, ...rows].map((row) => row.map(shown));
  const widths = columns.map((_, column) =>
    Math.max(3, ...cells.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => aligned(row[column] ?? '', width, column)).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => ruleOf(width, column)).join('|')}|`;
  const [head, ...body] = cells.map(line);
  return [head, rule, ...body].join('\n');
}

function aligned(text: string, width: number, column: number): string {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}

function ruleOf(width: number, column: number): string {
  return column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`;
}
