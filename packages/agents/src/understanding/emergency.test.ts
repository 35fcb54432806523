import { describe, expect, test } from 'vitest';
import { createEmergencyDetector } from './emergency.ts';
import { applyEmergencyRules } from './emergency-rules.ts';
import { loadEmergencyModel } from './load-offline-model.ts';

const detect = createEmergencyDetector(loadEmergencyModel());

describe('emergency detector', () => {
  test.each([
    ['tem fogo saindo da janela do 4 andar!!', 'fire'],
    ['there is smoke and flames in the corridor on 5', 'fire'],
    ['hay un olor a gas muy fuerte en la cocina', 'gas'],
    ['strong gas smell in the stairwell', 'gas'],
    ['estou presa no elevador, me tirem daqui', 'trapped'],
    ["we're stuck in the lift between 3 and 4", 'trapped'],
    ['meu marido desmaiou e não respira', 'medical'],
    ['my father collapsed, he is not breathing', 'medical'],
    ['alguien está forzando la puerta de mi casa, ayuda', 'intrusion'],
    ['there is a man with a knife in the lobby', 'intrusion'],
    ['não estou conseguindo respirar, me ajuda', 'medical'],
    ['a churrasqueira pegou fogo e as chamas estão subindo na parede', 'fire'],
    ['no way out, smoke everywhere, we are on 9', 'fire'],
  ] as const)('%s is an emergency', (text, kind) => {
    expect(detect(text)).toEqual({ kind });
  });

  test.each([
    'amanhã tem simulado de incêndio às 10h?',
    'is there a fire drill on Thursday?',
    'mañana hay simulacro de incendio, ¿hay que bajar?',
    'o alarme era falso, já está tudo bem, ninguém se machucou',
    'false alarm, it was only the toaster',
    'ayer vi una película de incendios en la tele',
    'what should I do in case of a fire?',
    'o fogão não acende, não tem cheiro de gás',
    'bom dia, pode mandar duas toalhas?',
    'lift to 12 please',
    'gracias!',
  ])('%s raises no alarm', (text) => {
    expect(detect(text)).toBeUndefined();
  });

  test('nothing and nonsense raise no alarm', () => {
    expect(detect('')).toBeUndefined();
    expect(detect('?!')).toBeUndefined();
  });
});

describe('emergency rules', () => {
  test('see danger and what takes it away', () => {
    expect(applyEmergencyRules('Incêndio no 3º!')).toEqual({ kind: 'fire', calm: false });
    expect(applyEmergencyRules('não é incêndio, é churrasco').calm).toBe(true);
    expect(applyEmergencyRules('quero reservar o salão')).toEqual({ kind: undefined, calm: false });
  });
});
