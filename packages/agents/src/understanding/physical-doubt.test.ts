import { describe, expect, test } from 'vitest';
import { loadOfflineModel } from './load-offline-model.ts';
import { doubtedIntents } from './physical-doubt.ts';
import { createUnderstanding } from './understand.ts';
import { PHYSICAL_INTENTS } from './understanding.ts';

const understand = createUnderstanding(loadOfflineModel());

describe('a door, lift or code that is spoken of and not wanted has no physical effect', () => {
  test.each([
    "don't open the gate to anyone",
    'please do not open the door for him',
    'no need to send the lift anymore',
    'não abre pra ninguém',
    'não precisa mais abrir o portão',
    'nao precisa do elevador, subi de escada',
    'por favor não deixem ninguém entrar pela garagem',
    'o portão está aberto',
    'abriram o portão de madrugada',
    'quem abriu a garagem ontem?',
    'no le abran a nadie',
    'ya no hace falta el ascensor',
    'la puerta está abierta',
    '¿quién abrió el portón anoche?',
    'who opened my door while I was out?',
    'the gate was left open',
    'el código penal',
    'I need a code for the discount',
    'preciso de um código de desconto',
    'o código funcionou',
  ])('%s', (text) => {
    const { decision, intents } = understand(text);
    const physical = intents.filter(({ intent }) => PHYSICAL_INTENTS.some((name) => name === intent));
    if (decision.kind === 'act') expect(physical).toEqual([]);
  });
});

describe('plain requests are not doubted', () => {
  test.each([
    'abre o portão por favor',
    'o portão não abre com o controle, pode abrir daí?',
    'can you open the gate? the remote does not work',
    'the lift is not coming, please send it to 4',
    'no puedo abrir la puerta, ¿me abren?',
    'não consigo abrir a porta, abre pra mim',
    'meu código não abre a porta',
    'the code you sent does not open the door',
    'el código no funciona',
    'the code worked yesterday, now the light is red',
    'the ambulance is coming open the front doors for them',
  ])('%s', (text) => {
    expect(doubtedIntents(text)).toEqual([]);
  });
});
