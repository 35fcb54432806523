import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { type Column, columnOf } from './columns.ts';

/** What is wrong in a line of the file, counted from 1 with the headings. `column` is empty where it is the line itself. */
export interface LineProblem {
  readonly line: number;
  readonly column: Column | '';
  readonly rule: string;
}

export interface CsvLine {
  readonly line: number;
  readonly cells: Readonly<Partial<Record<Column, string>>>;
}

export interface CsvContent {
  readonly lines: readonly CsvLine[];
  readonly problems: readonly LineProblem[];
}

/** More lines than the greatest building has people. */
export const MOST_LINES = 5_000;
const LONGEST_CELL = 500;

const DELIMITERS = [';', ',', '\t'] as const;

const recordSchema = z.object({ record: z.array(z.string()), info: z.looseObject({ lines: z.number() }) });

/** Of the three that spreadsheets write, the one that the headings are parted by. */
function delimiterOf(text: string): string {
  const headings = text.slice(0, text.search(/[\r\n]|$/));
  const count = (delimiter: string): number => headings.split(delimiter).length;
  return DELIMITERS.toSorted((a, b) => count(b) - count(a))[0] ?? ';';
}

function problemOf(error: unknown): LineProblem {
  if (!(error instanceof CsvError)) throw error;
  const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
  return { line, column: '', rule: 'cannot be read: a quotation mark is not closed' };
}

function headingsOf(headings: readonly string[]): (Column | undefined)[] | LineProblem {
  const columns = headings.map(columnOf);
  const known = columns.filter((column) => column !== undefined);
  if (known.length === 0)
    return { line: 1, column: '', rule: 'no heading is known: unit, name, role, phone, e-mail …' };
  const twice = known.find((column, position) => known.indexOf(column) < position);
  return twice === undefined ? columns : { line: 1, column: twice, rule: 'two columns are headed so' };
}

function cellsOf(columns: readonly (Column | undefined)[], record: readonly string[]): CsvLine['cells'] {
  const named = columns.flatMap((column, position) => {
    const cell = record[position]?.trim() ?? '';
    return column === undefined || cell === '' ? [] : [[column, cell] as const];
  });
  return Object.fromEntries(named);
}

/** Reads the lines of a table as spreadsheets write it, by its headings in the first line. What a cell says is data. */
export function readCsv(text: string): CsvContent {
  const nothing = (problem: LineProblem): CsvContent => ({ lines: [], problems: [problem] });
  const body = text.replace(/^\uFEFF/, '');
  let records: z.infer<typeof recordSchema>[];
  try {
    // What was typed by hand has quotation marks within cells, and lines that end early.
    const relaxed = { relax_column_count: true, relax_quotes: true, skip_empty_lines: true };
    records = z.array(recordSchema).parse(parse(body, { delimiter: delimiterOf(body), info: true, ...relaxed }));
  } catch (error) {
    return nothing(problemOf(error));
  }
  const [first, ...rest] = records;
  if (first === undefined) return nothing({ line: 1, column: '', rule: 'the file is empty' });
  if (rest.length > MOST_LINES) return nothing({ line: 1, column: '', rule: `${MOST_LINES} lines at the most` });
  const columns = headingsOf(first.record);
  if (!Array.isArray(columns)) return nothing(columns);
  const lines = rest.map(({ record, info }): CsvLine => ({ line: info.lines, cells: cellsOf(columns, record) }));
  const problems = lines.flatMap(({ line, cells }) =>
    Object.entries(cells).flatMap(([column, cell]): LineProblem[] =>
      cell.length > LONGEST_CELL
        ? [{ line, column: columnOf(column) ?? '', rule: `${LONGEST_CELL} characters at the most` }]
        : [],
    ),
  );
  return { lines: lines.filter(({ cells }) => Object.keys(cells).length > 0), problems };
}
