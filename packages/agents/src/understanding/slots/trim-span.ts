import { fold, type Token } from '../text/tokens.ts';

const LEADING = new Set(
  'o a os as um uma uns umas no na nos nas ao aos do da dos das de em pro pra para por pelo pela num numa el la los las un una unos unas del al en por the an in on at to for of from my meu minha meus minhas mi mis nosso nossa our ate hasta until till til'.split(
    ' ',
  ),
);

/**
 * Takes articles and prepositions off the front of a value, so that "a las 15", "às 15" and "15" are one value.
 * At least one token stays.
 */
export function trimStart(tokens: readonly Token[], start: number, end: number): number {
  let first = start;
  while (first < end - 1 && LEADING.has(tokens[first]?.folded ?? '')) first += 1;
  return first;
}

/** A value without case, accents, outer punctuation and leading articles or prepositions: how values are compared. */
export function comparableValue(value: string): string {
  const folded = fold(value).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  const words = folded.split(/\s+/);
  let first = 0;
  while (first < words.length - 1 && LEADING.has(words[first] ?? '')) first += 1;
  return words.slice(first).join(' ');
}
