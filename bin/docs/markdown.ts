export const code = (text: string | undefined): string => (text === undefined ? '' : `\`${text}\``);

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A table of Markdown; "|" in a cell would end it, so it is set as a letter. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const safe = rows.map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|')));
  return [row(head), row(head.map(() => '---')), ...safe.map(row)].join('\n');
}
