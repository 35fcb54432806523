import { describe, expect, test } from 'vitest';
import { clausesOf } from './clauses.ts';
import { fold, tokenise } from './tokens.ts';

const clausesAsText = (text: string) =>
  clausesOf(tokenise(text)).map((clause) => clause.map((token) => token.folded).join(' '));

describe('tokens', () => {
  test('words, numbers, marks and emoji are apart and know where they stand', () => {
    const text = 'Às 15h, ok? 🙏🏽';
    const tokens = tokenise(text);
    expect(tokens.map(({ folded, kind }) => `${kind}:${folded}`)).toEqual([
      'word:as',
      'number:15',
      'word:h',
      'mark:,',
      'word:ok',
      'mark:?',
      'emoji:🙏🏽',
    ]);
    expect(tokens.map(({ start, end }) => text.slice(start, end))).toEqual(['Às', '15', 'h', ',', 'ok', '?', '🙏🏽']);
  });

  test('case, accents and drawn-out letters do not matter', () => {
    expect(fold('ELEVADOR Já')).toBe('elevador ja');
    expect(tokenise('socorroooo')[0]?.folded).toBe('socorro');
  });

  test('an empty message has no tokens', () => {
    expect(tokenise('  \n ')).toEqual([]);
  });
});

describe('clauses', () => {
  test('joining words and marks part wishes', () => {
    expect(clausesAsText('abre o portão e me manda o boleto')).toEqual(['abre o portao', 'e me manda o boleto']);
    expect(clausesAsText('lift to 3. any post today?')).toEqual(['lift to 3 .', 'any post today ?']);
  });

  test('marks inside a time, a sum or a word part nothing', () => {
    expect(clausesAsText('check-in at 10:45 costs 12.500')).toHaveLength(1);
  });

  test('a single word joins the clause before it', () => {
    expect(clausesAsText('abre a porta, porfa')).toEqual(['abre a porta , porfa']);
  });
});
