import { describe, expect, test } from 'vitest';
import { spokenFloor } from './spoken-floor.ts';
import { isSameUnit, isServiceName, meansServiceElevator, spokenTower, spokenUnits } from './spoken-place.ts';

describe('spokenFloor', () => {
  test.each<[string, number | undefined]>([
    ['9', 9],
    ['12', 12],
    ['3º andar', 3],
    ['5º', 5],
    ['piso 14', 14],
    ['21st floor', 21],
    ['sexto', 6],
    ['décimo quinto', 15],
    ['third', 3],
    ['séptimo piso', 7],
    ['twelve', 12],
    ['0704', 7],
    ['1203', 12],
    ['térreo', 0],
    ['T', 0],
    ['PB', 0],
    ['planta baja', 0],
    ['ground floor', 0],
    ['g', 0],
    ['lobby', 0],
    ['portaria', 0],
    ['r/c', 0],
    ['rés-do-chão', 0],
    ['subsolo', -1],
    ['subsolo 2', -2],
    ['sótano 1', -1],
    ['-2', -2],
    ['minus 1', -1],
    ['B2', -2],
    ['s1', -1],
    ['G1', -1],
    ['garagem', -1],
    ['garagem -2', -2],
    ['cochera', -1],
    ['2.ª cave', -2],
    ['cobertura', 20],
    ['azotea', 20],
    ['último andar', 20],
    ['o andar da festa', undefined],
    ['', undefined],
    ['o andar dos fundos do outro lado', undefined],
  ])('"%s" is %s', (text, floor) => {
    expect(spokenFloor(text, { highestFloor: 20 })).toBe(floor);
  });
});

test.each([
  ['abre o hall do bloco B', 'B'],
  ['torre a por favor', 'A'],
  ['Tower 2', '2'],
  ['edificio C', 'C'],
  ['a torre é bonita', undefined],
  ['abre', undefined],
])('tower in "%s": %s', (text, tower) => {
  expect(spokenTower(text)).toBe(tower);
});

test('numbers of units are three or four digits, never times, prices or dates', () => {
  expect(spokenUnits('abre o 1203, não o 704')).toEqual(['1203', '704']);
  expect(spokenUnits('às 15:30, 12h, R$ 1.200,50, 2026-11-22')).toEqual([]);
});

test('leading noughts do not make another unit', () => {
  expect(isSameUnit('704', '0704')).toBe(true);
  expect(isSameUnit('704', '1704')).toBe(false);
});

test.each([
  ['chama o elevador de serviço', true],
  ['send the freight elevator', true],
  ['el montacargas por favor', true],
  ['chama o elevador', false],
  ['manda o social, o elevador de serviço está sujo', false],
])('the service elevator in "%s": %s', (text, expected) => {
  expect(meansServiceElevator(text)).toBe(expected);
});

test('is known by its name', () => {
  expect(isServiceName('Elevador de serviço')).toBe(true);
  expect(isServiceName('Elevador da Torre A')).toBe(false);
});
