import type { Language } from '@bos/kernel/language';
import type { Chance } from './chance.ts';

const FIRST: Readonly<Record<Language, string>> = {
  pt: `Adriana Alice André Antônio Beatriz Camila Clara Daniel Débora Diego Eduardo Elisa Fábio Fernanda Gabriel Gustavo
    Helena Heitor Isabela João Joana Juliana Larissa Leonardo Letícia Luís Marcelo Mariana Miguel Natália Otávio Patrícia
    Paulo Pedro Raquel Renata Ricardo Sérgio Tânia Vinícius`,
  en: `Abigail Adam Alexander Amelia Andrew Charlotte Claire David Emily Ethan Grace Hannah Henry Jack Laura Liam Michael
    Nora Oliver Sophie`,
  es: `Agustina Alejandro Andrés Camilo Carolina Catalina Cristina Elena Emilia Facundo Federico Ignacio Javier Joaquín
    Martina Pilar Rocío Tomás`,
};

const LAST: Readonly<Record<Language, string>> = {
  pt: `Almeida Andrade Araújo Barbosa Barros Batista Cardoso Carvalho Castro Correia Dias Duarte Farias Ferreira Freitas
    Gomes Gonçalves Lopes Machado Martins Melo Mendes Monteiro Moraes Moreira Nogueira Nunes Oliveira Peixoto Pereira Pinto
    Prado Queiroz Ramos Rezende Rocha Santana Silveira Teixeira Viana`,
  en: `Anderson Bennett Brooks Campbell Clarke Collins Cooper Evans Foster Hughes Mitchell Morgan Murphy Parker Reed
    Sullivan Turner Walsh Wright`,
  es: `Acosta Aguirre Benítez Cabrera Castillo Domínguez Figueroa Herrera Ibáñez Luna Medina Molina Navarro Ojeda Paredes
    Quiroga Rivas Sosa Vega`,
};

const wordsOf = (texts: Readonly<Record<Language, string>>, language: Language): string[] =>
  texts[language].split(/\s+/);

export function familyName(chance: Chance, language: Language): string {
  return chance.pick(wordsOf(LAST, language));
}

export function fullName(chance: Chance, language: Language, family = familyName(chance, language)): string {
  return `${chance.pick(wordsOf(FIRST, language))} ${family}`;
}
