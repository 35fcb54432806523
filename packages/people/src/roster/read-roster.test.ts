import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeFile } from './decode-file.ts';
import { countryOf, readPhone } from './read-phone.ts';
import { readRoles } from './read-role.ts';
import { readRoster } from './read-roster.ts';

const PORTUGUESE = 'Unidade;Bloco;Andar;Quartos;Nome;Papel;Telefone;E-mail;Idioma\n';

describe('a roster', () => {
  test('is read with its units and people, each once', () => {
    const text = `${PORTUGUESE}1203;A;12;2;Maria Gonçalves;morador;(11) 90000-0301;maria@example.com;português
0704;A;7;;Carlos Lima;proprietário;+55 11 90000-0303;;
0801;A;8;;Carlos Lima;proprietário;011 90000-0303;;
;;;;Rafael Dias;porteiro;11900000310;;
0101;;;;;;;;
`;
    expect(readRoster(text, 'BR')).toEqual({
      lines: 5,
      problems: [],
      units: [
        { line: 2, unitId: '1203', tower: 'A', floor: 12, bedrooms: 2 },
        { line: 3, unitId: '0704', tower: 'A', floor: 7 },
        { line: 4, unitId: '0801', tower: 'A', floor: 8 },
        { line: 6, unitId: '0101' },
      ],
      people: [
        {
          line: 2,
          displayName: 'Maria Gonçalves',
          address: { channel: 'phone', text: '5511900000301' },
          roles: ['resident'],
          locale: 'pt',
          unitIds: ['1203'],
        },
        {
          line: 3,
          displayName: 'Carlos Lima',
          address: { channel: 'phone', text: '5511900000303' },
          roles: ['owner'],
          unitIds: ['0704', '0801'],
        },
        {
          line: 5,
          displayName: 'Rafael Dias',
          address: { channel: 'phone', text: '5511900000310' },
          roles: ['front_desk'],
          unitIds: [],
        },
      ],
    });
  });

  test.each([
    ['semicolons', 'Unit;Name;Phone\n1203;James Ward;+12025550130\n'],
    ['commas', 'Apartment,Full name,Mobile phone\n1203,James Ward,+12025550130\n'],
    ['tabs', 'unidad\tnombre y apellido\tteléfono móvil\n1203\tJames Ward\t+12025550130\n'],
    ['a mark in front, and Windows line ends', '\uFEFFUNIDADE;NOME;CELULAR\r\n1203;James Ward;+12025550130\r\n'],
    ['quotes', '"Unit","Name","Phone"\n"1203","James Ward","+12025550130"\n'],
    ['columns that nobody knows', 'Unit;Colour;Name;Phone;Notes\n1203;blue;James Ward;+12025550130;likes blue\n'],
    ['quotation marks within a cell', 'Unit;Name;Phone;Notes\n1203;James Ward;+12025550130;says "hi"\n'],
    ['empty lines', 'Unit;Name;Phone\n\n1203;James Ward;+12025550130\n;;\n'],
  ])('is read with %s', (_name, text) => {
    const { people, units, problems } = readRoster(text, '');
    expect(problems).toEqual([]);
    expect(units).toMatchObject([{ unitId: '1203' }]);
    expect(people).toMatchObject([
      { displayName: 'James Ward', address: { text: '12025550130' }, roles: ['resident'] },
    ]);
  });

  test.each([
    ['UTF-8', Buffer.from('Nome\nJosé', 'utf8')],
    ['UTF-8 with its mark', Buffer.from('\uFEFFNome\nJosé', 'utf8')],
    ['Latin-1', Buffer.from('Nome\nJosé', 'latin1')],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Nome\nJosé', 'utf16le')])],
  ])('is decoded from %s', (_name, bytes) => {
    expect(decodeFile(bytes).replace('\uFEFF', '')).toBe('Nome\nJosé');
  });

  test.each([
    ['=HYPERLINK("http://x")', '=HYPERLINK(""http://x"")'],
    ['+cmd|x', '+cmd|x'],
    ['@SUM(A1)', '@SUM(A1)'],
    ['-2+3', '-2+3'],
    ['Ana "Nina" Prado', 'Ana ""Nina"" Prado'],
  ])('takes what could be a formula for a name: %s', (name, quoted) => {
    const { people, problems } = readRoster(`nome;telefone;papel\n"${quoted}";+5511900000301;morador\n`, 'BR');
    expect(problems).toEqual([]);
    expect(people).toMatchObject([{ displayName: name }]);
  });

  test.each([
    ['1203;A;dez;;;;;;', 'floor'],
    ['1203;A;;99;;;;;', 'bedrooms'],
    ['12/03;A;;;;;;;', 'unit'],
    [';A;3;;;;;;', 'unit'],
    ['1203;;;;Ana;rei;+5511900000301;;', 'role'],
    [';;;;Ana;;+5511900000301;;', 'role'],
    ['1203;;;;Ana;;;;', 'phone'],
    ['1203;;;;Ana;;123;;', 'phone'],
    ['1203;;;;Ana;;5,5119E+12;;', 'phone'],
    ['1203;;;;Ana;;11900000301 / 11900000302;;', 'phone'],
    ['1203;;;;Ana;;;ana;', 'email'],
    ['1203;;;;;;+5511900000301;;', 'name'],
    ['1203;;;;Ana;;+5511900000301;;klingon', 'language'],
  ])('what is wrong in %s is told by line and column: %s', (line, column) => {
    const { problems } = readRoster(`${PORTUGUESE}${line}\n`, 'BR');
    expect(problems).toMatchObject([{ line: 2, column }]);
    expect(JSON.stringify(problems)).not.toMatch(/Ana|900000301/);
  });

  test('lines that contradict each other are told', () => {
    const text = `${PORTUGUESE}1203;A;12;;Ana;;+5511900000301;;\n1203;B;12;;Bea;;+5511900000301;;\n`;
    expect(readRoster(text, 'BR').problems).toMatchObject([
      { line: 3, column: 'tower' },
      { line: 3, column: 'phone' },
    ]);
  });

  test.each([
    ['', 'the file is empty'],
    ['a;b\n1;2\n', 'no heading is known'],
    ['nome;nome\nx;y\n', 'two columns'],
    ['unit;name\n1;"open\n', 'cannot be read'],
  ])('a file that is no roster is refused: %j', (text, rule) => {
    expect(readRoster(text, 'BR').problems).toMatchObject([{ rule: expect.stringContaining(rule) }]);
  });

  test('no file breaks it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((rest) => PORTUGUESE + rest),
        ),
        (text) => {
          const { problems, lines } = readRoster(text, 'BR');
          expect(problems.every(({ line }) => line >= 1)).toBe(true);
          expect(lines).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test.each([
  ['12', 12],
  ['12º', 12],
  ['12º andar', 12],
  ['3rd floor', 3],
  ['-1', -1],
  ['Térreo', 0],
  ['PB', 0],
])('the floor %s is %d', (floor, expected) => {
  expect(readRoster(`unit;floor\n1203;${floor}\n`, '').units).toMatchObject([{ floor: expected }]);
});

describe('telephones', () => {
  test.each([
    ['(11) 90000-0301', 'BR', '5511900000301'],
    ['11 9 0000 0301', 'BR', '5511900000301'],
    ['011 90000-0301', 'BR', '5511900000301'],
    ['0xx11 90000-0301', 'BR', '5511900000301'],
    ['0 21 11 90000-0301', 'BR', '5511900000301'],
    ['11 9000-0301', 'BR', '5511990000301'],
    ['(11) 3000-0301', 'BR', '551130000301'],
    ['5511900000301', 'BR', '5511900000301'],
    ['+55 (11) 90000.0301', 'BR', '5511900000301'],
    ['0055 11 90000 0301', 'BR', '5511900000301'],
    ["'+5511900000301", 'BR', '5511900000301'],
    ['+1 202 555 0130', 'BR', '12025550130'],
    ['(202) 555-0130', 'US', '12025550130'],
    ['11 4000-0302', 'AR', '5491140000302'],
    ['+5491140000302', '', '5491140000302'],
  ])('%s in %s is %s', (text, country, phone) => {
    expect(readPhone(text, country)).toEqual({ phone });
  });

  test.each([
    ['90000-0301', 'BR'],
    ['11900000301', ''],
    ['11900000301, 11900000302', 'BR'],
    ['none', 'BR'],
    ['5.51191E+12', 'BR'],
  ])('%s in %j is none', (text, country) => {
    expect(readPhone(text, country)).toHaveProperty('rule');
  });

  test('without a country code are those of the building’s country', () => {
    expect(countryOf({ timeZone: 'America/Sao_Paulo' })).toBe('BR');
    expect(countryOf({ timeZone: 'America/Argentina/Buenos_Aires' })).toBe('AR');
    expect(countryOf({ timeZone: 'Europe/Lisbon' })).toBe('');
    expect(countryOf({ timeZone: 'America/Sao_Paulo', address: { country: 'US' } })).toBe('US');
  });
});

test.each([
  ['Síndico', ['manager']],
  ['proprietário / morador', ['owner', 'resident']],
  ['front desk', ['front_desk']],
  ['huésped', ['guest']],
  ['Zelador', ['maintenance']],
  ['resident, owner', ['resident', 'owner']],
  ['rei', undefined],
  ['', undefined],
])('the roles of %j are %j', (text, roles) => {
  expect(readRoles(text)).toEqual(roles);
});
