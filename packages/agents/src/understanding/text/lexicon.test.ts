import { describe, expect, test } from 'vitest';
import { compileLexicon } from '../../../training/compile-lexicon.ts';
import { findConcepts } from './lexicon.ts';
import { tokenise } from './tokens.ts';

const entry = (concept: string, en: string[], pt: string[] = []) => ({
  concept,
  area: concept,
  pt,
  en,
  es: [],
  general: false,
});
const lexicon = compileLexicon([
  entry('elevator', ['lift', 'elevator'], ['elevador']),
  entry('party_room', ['party room'], ['salão de festas']),
  entry('party', ['party']),
  entry('post', ['post']),
  entry('fence', ['post']),
]);
const conceptsIn = (text: string) => findConcepts(lexicon, tokenise(text)).map(({ concept }) => concept);

describe('concepts', () => {
  test('the same thing in two languages is one concept', () => {
    expect(conceptsIn('chama o elevador')).toEqual(conceptsIn('send the lift'));
  });

  test('the longest form wins', () => {
    expect(conceptsIn('the party room')).toEqual([1]);
    expect(conceptsIn('a party, room 3')).toEqual([2]);
    expect(conceptsIn('SALAO DE FESTAS')).toEqual([1]);
  });

  test('an unknown longer word is found by its stem', () => {
    expect(conceptsIn('elevadores')).toEqual([0]);
    expect(conceptsIn('lifts')).toEqual([]);
  });

  test('a form of two concepts gives both', () => {
    expect(conceptsIn('post')).toEqual([3, 4]);
  });
});
