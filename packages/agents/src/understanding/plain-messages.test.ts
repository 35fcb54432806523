import { describe, expect, test } from 'vitest';
import { readTrainingMessages } from '../../training/read-data.ts';
import { loadOfflineModel } from './load-offline-model.ts';
import { fold } from './text/tokens.ts';
import { createUnderstanding } from './understand.ts';

const understand = createUnderstanding(loadOfflineModel());
const seen = new Set(readTrainingMessages(new URL('../../data/train/', import.meta.url)).map(({ text }) => fold(text)));

describe('a plain request that was not learned by heart is acted upon at once', () => {
  test.each([
    ['Boa noite, o ralo da cozinha entupiu. Vocês conseguem mandar alguém amanhã cedo?', ['maintenance.report']],
    ['a tomada do escritório parou de funcionar, podem ver?', ['maintenance.report']],
    ['Olá, poderia abrir o portão da garagem para mim?', ['access.open_door']],
    ['Pode chamar o elevador para o segundo andar, por favor?', ['elevator.call']],
    ['Chegou algum pacote para o apartamento 54?', ['package.status']],
    ['Hi, our washing machine is leaking water, could you send somebody to fix it?', ['maintenance.report']],
    ["Please open the main door, I'm outside with the children", ['access.open_door']],
    ['Could you please call the elevator to the ninth floor?', ['elevator.call']],
    ['Could we have two extra blankets, please?', ['housekeeping.request']],
    ['What time does the gym close on Sundays?', ['knowledge.question']],
    ['Buenas, el aire de la sala no funciona, ¿pueden mandar un técnico?', ['maintenance.report']],
    ['Por favor, ¿me abre la puerta del garaje? Estoy en el auto', ['access.open_door']],
    ['¿Me pueden enviar la factura de marzo?', ['billing.document']],
    ["The dishwasher won't start. Also, has a parcel come for flat 27?", ['maintenance.report', 'package.status']],
  ] as const)('%s', (text, intents) => {
    const understood = understand(text);
    expect(seen.has(fold(text))).toBe(false);
    expect(understood.decision).toEqual({ kind: 'act' });
    expect(understood.intents.map(({ intent }) => intent).sort()).toEqual([...intents].sort());
    expect(understood.emergency).toBeUndefined();
  });
});

describe('a plain danger is recognised', () => {
  test.each([
    ['hay humo en la escalera', 'fire'],
    ['huele a gas en la cocina', 'gas'],
    ["the elevator is stuck and I'm inside", 'trapped'],
    ['minha vizinha caiu na escada e está sangrando muito', 'medical'],
    ['tá alagando tudo aqui no 302', 'flood'],
    ['someone broke into apartment 12 and is still there', 'intrusion'],
  ] as const)('%s', (text, kind) => {
    expect(understand(text).emergency).toEqual({ kind });
  });
});

test('a floor that is called is not also the floor where the person is', () => {
  expect(understand('Could you send the lift up to the 11th floor, please?').intents[0]?.slots).not.toHaveProperty(
    'from',
  );
});
