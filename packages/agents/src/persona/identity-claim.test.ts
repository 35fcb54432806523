import { describe, expect, test } from 'vitest';
import { identityClaim } from './identity-claim.ts';

describe('what a message says of who its sender is', () => {
  test.each([
    ['12345678', { kind: 'code', code: '12345678' }],
    [' 1234 5678 ', { kind: 'code', code: '12345678' }],
    ['1234-5678', { kind: 'code', code: '12345678' }],
    ['AB12CD34 Miller', { kind: 'reservation', number: 'AB12CD34', factor: 'Miller' }],
    ['ab12cd34 da Silva', { kind: 'reservation', number: 'ab12cd34', factor: 'da Silva' }],
    ['Reserva: HMABCD1234, 21/12', { kind: 'reservation', number: 'HMABCD1234', factor: '21/12' }],
    ['booking 1234567890 2026-12-21', { kind: 'reservation', number: '1234567890', factor: '2026-12-21' }],
    ['reserva abcdefgh Muñoz', { kind: 'reservation', number: 'abcdefgh', factor: 'Muñoz' }],
    ['AB12CD34', { kind: 'bare_number' }],
    ['Reserva HMABCD1234', { kind: 'bare_number' }],
    ['VERIFICAR', { kind: 'staff' }],
    ['Verificación!', { kind: 'staff' }],
    ['verify', { kind: 'staff' }],
  ])('%s', (text, claim) => {
    expect(identityClaim(text)).toEqual(claim);
  });

  test.each([
    'A torneira da cozinha está vazando',
    'apto1203 vazando',
    '1203 vazando',
    'reserva para amanhã',
    'Quero verificar minha reserva',
    'obrigado',
    '21/12',
    '2026-12-21',
    'AB12CD34 Miller e mais uma pergunta longa',
    '12345678\nabc',
    '123456789 12345678',
    '',
  ])('%s: is none', (text) => {
    expect(identityClaim(text)).toBeUndefined();
  });
});
