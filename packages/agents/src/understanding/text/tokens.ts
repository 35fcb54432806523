import { fold as foldText } from '@bos/kernel/fold';

/** One token of a message with its place in the original text (UTF-16 offsets, end exclusive). */
export type Token = {
  readonly start: number;
  readonly end: number;
  /** Case-folded, without accents; letter runs of three or more are shortened to one. */
  readonly folded: string;
  readonly kind: 'word' | 'number' | 'emoji' | 'mark';
};

const TOKEN =
  /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|\p{N}+|(?:\p{Extended_Pictographic}|\p{Regional_Indicator})(?:\p{Emoji_Modifier}|\u200d|\ufe0f|\p{Extended_Pictographic}|\p{Regional_Indicator})*|[^\s]/gu;
const LONG_RUN = /(\p{L})\1{2,}/gu;

/** The folded form of the whole system, with straight apostrophes: "Elevador é" -> "elevador e". */
export function fold(text: string): string {
  return foldText(text).replaceAll('’', "'");
}

function kindOf(raw: string): Token['kind'] {
  if (/^\p{L}/u.test(raw)) return 'word';
  if (/^\p{N}/u.test(raw)) return 'number';
  return /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator})/u.test(raw) ? 'emoji' : 'mark';
}

/** Splits a message into words, numbers, emoji and punctuation marks, in order. "15h" is a number and a word. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const raw = match[0];
    const folded = fold(raw).replace(LONG_RUN, '$1');
    tokens.push({ start: match.index, end: match.index + raw.length, folded, kind: kindOf(raw) });
  }
  return tokens;
}
