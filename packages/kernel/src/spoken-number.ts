/** Folded words of Portuguese, English and Spanish. */
const WORDS: readonly (readonly [number, string])[] = [
  [1, 'um uma un uno una one a an another outro outra otro otra'],
  [2, 'dois duas dos two couple par'],
  [3, 'tres three'],
  [4, 'quatro cuatro four'],
  [5, 'cinco five'],
  [6, 'seis six'],
  [7, 'sete siete seven'],
  [8, 'oito ocho eight'],
  [9, 'nove nueve nine'],
  [10, 'dez diez ten'],
  [11, 'onze once eleven'],
  [12, 'doze doce twelve'],
];

const NUMBERS: ReadonlyMap<string, number> = new Map(
  WORDS.flatMap(([value, words]) => words.split(' ').map((word) => [word, value] as const)),
);

/** A part of a regular expression that finds a number in folded text: digits, or a word up to twelve. */
export const NUMBER_PATTERN = `\\d{1,3}|${[...NUMBERS.keys()].join('|')}`;

/** What a match of NUMBER_PATTERN says. NaN for anything else. */
export function spokenNumber(word: string): number {
  return NUMBERS.get(word) ?? Number(word);
}
