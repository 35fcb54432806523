import type { ReactNode } from 'react';

const TONES = 6;

/** The first letters of the first and the last name. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase() || '#';
}

function toneOf(name: string): number {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 997;
  return sum % TONES;
}

/** The initials of a person on a colour that is always the same. Says nothing to a screen reader: the name is beside. */
export function Avatar({ name }: { readonly name: string }): ReactNode {
  return (
    <span className={`avatar tone-${toneOf(name)}`} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
