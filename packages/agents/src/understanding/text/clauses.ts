import type { Token } from './tokens.ts';

const BREAKS = new Set(['.', '!', '?', ';', ',', '(', ')', '…', '-', '–', '—', '/', '+', '&', ':']);
const JOINS = new Set(
  'e y and also plus btw tambem tb tbm ademas alias mas pero but aproveitando por cierto then entonces entao porem ah'.split(
    ' ',
  ),
);
const SHORTEST = 2;

/**
 * Splits a message into clauses at punctuation and joining words, so that each of several wishes can be read alone.
 * A clause of fewer than two words joins the clause before it.
 */
export function clausesOf(tokens: readonly Token[]): Token[][] {
  const clauses: Token[][] = [];
  let current: Token[] = [];
  const close = () => {
    const words = current.filter((token) => token.kind !== 'mark').length;
    const last = clauses.at(-1);
    if (words >= SHORTEST || last === undefined) clauses.push(current);
    else last.push(...current);
    current = [];
  };
  for (const [index, token] of tokens.entries()) {
    // "check-in", "10:45" and "12.500" are one thing: only a mark that stands beside a space parts clauses.
    const tight = tokens[index - 1]?.end === token.start && tokens[index + 1]?.start === token.end;
    const breaks = token.kind === 'mark' ? BREAKS.has(token.folded) && !tight : JOINS.has(token.folded);
    if (breaks && token.kind !== 'mark' && current.length > 0) close();
    current.push(token);
    if (breaks && token.kind === 'mark') close();
  }
  if (current.length > 0) close();
  return clauses;
}
