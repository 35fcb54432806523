import { fold } from './fold.ts';

/** Nobody is looked for by the ninth of their names. */
const MOST = 8;
const SHORTEST = 2;
const LONGEST = 40;

/**
 * The words by which a name is found: lower case, without accents and punctuation, each once. `D'Ávila-Souza, José`
 * gives `avila`, `souza`, `jose`; single letters are left out.
 */
export function nameTokens(name: string): string[] {
  const words = fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => [...word].length >= SHORTEST)
    .map((word) => [...word].slice(0, LONGEST).join(''));
  return [...new Set(words)].slice(0, MOST);
}
