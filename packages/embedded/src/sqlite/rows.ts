import type { SQLOutputValue } from 'node:sqlite';

/** A row of SQLite; the readers below throw TypeError when a column is not what the schema says. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

function wrong(column: string, expected: string): TypeError {
  return new TypeError(`column ${column} is not ${expected}`);
}

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw wrong(column, 'text');
  return value;
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw wrong(column, 'an integer');
  return value;
}

export function optionalText(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : text(row, column);
}

export function optionalInteger(row: Row, column: string): number | undefined {
  return row[column] === null ? undefined : integer(row, column);
}
