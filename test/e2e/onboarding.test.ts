import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onlyOn } from '../support/only-on.ts';
import { removeDataDir, type SystemUnderTest, startSystemUnderTest } from '../support/system.ts';
import { chosenTarget, type Target } from '../support/target.ts';

const HOME = '/v1/buildings/demo';
const CSV = [
  'Unidade;Torre;Andar;Nome;Papel;Celular',
  '9901;C;9º;José Araújo;morador;(11) 97777-0001',
  '9902;C;9º;=HYPERLINK("x");proprietário;011 97777-0002',
  ';;;Nádia Reis;faxina;(11) 97777-0003',
  '',
].join('\r\n');

let system: SystemUnderTest<Target>;

beforeAll(async () => {
  system = await startSystemUnderTest({ target: chosenTarget });
});

afterAll(async () => {
  await system?.stop();
  if (system) removeDataDir(system.dataDir);
});

const manager = { role: 'manager' };

describe('a building is furnished', () => {
  test('with units and people from a file, which is taken back again', async () => {
    const body = { base64: Buffer.from(CSV, 'latin1').toString('base64') };
    const preview = await system.call('POST', `${HOME}/roster/preview`, body, manager);
    expect(preview).toMatchObject({
      status: 200,
      body: { problems: [], units: { create: 2 }, people: { create: 3, unchanged: 0 } },
    });
    const imported = await system.call('POST', `${HOME}/roster/imports`, body, manager);
    expect(imported).toMatchObject({ status: 201, body: { status: 'applied', unitsCreated: 2, peopleAdded: 3 } });
    const { id } = Object(imported.body);
    expect(await system.call('POST', `${HOME}/roster/imports`, body, manager)).toMatchObject({
      status: 201,
      body: { id },
    });
    const people = await system.get(`${HOME}/people?name=araujo`, 'manager');
    expect(people.body).toMatchObject({
      items: [{ displayName: 'José Araújo', unitIds: ['9901'], roles: ['resident'] }],
    });

    const undone = await system.call('POST', `${HOME}/roster/imports/${id}/undo`, undefined, manager);
    expect(undone).toMatchObject({ status: 200, body: { status: 'undone', takenBack: 5, kept: 0 } });
    expect((await system.get(`${HOME}/units/9901`, 'manager')).status).toBe(404);
    expect((await system.get(`${HOME}/people?name=araujo`, 'manager')).body).toMatchObject({ items: [] });
  });

  test('and what it is changed to is what everybody reads', async () => {
    const before = await system.get(HOME, 'manager');
    const guide = { wifi: { network: 'Aurora', password: 'sea and sky' }, directions: { en: 'The gate on the left.' } };
    expect(await system.call('PUT', `${HOME}/units/1203/arrival-guide`, guide, manager)).toMatchObject({ status: 200 });
    expect((await system.get(`${HOME}/units/1203/arrival-guide`, 'front_desk')).body).toEqual(guide);
    expect((await system.get(`${HOME}/units/1203/arrival-guide`, 'resident')).status).toBe(403);
    expect(before.body).not.toHaveProperty('wifi');
  });

  test('operators alone set up buildings', async () => {
    const body = {
      id: 'another',
      name: 'Another',
      timeZone: 'America/Sao_Paulo',
      languages: ['pt'],
      emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
      manager: { name: 'Ana', phone: '+5511900000312' },
    };
    const refused = await system.call('POST', '/v1/buildings', body, manager);
    expect(refused).toMatchObject({ status: 403, body: { code: 'OPERATOR_REQUIRED' } });
  });
});

onlyOn('one-machine', 'the command line of a deployed system has no end-to-end test')(
  'the command line sets a building up, fills it and says so when there is nothing to do',
  async () => {
    if (system.target !== 'one-machine') return;
    const { bos, dataDir } = system;
    const create = [
      ...['building', 'create', '--name', 'Torre Sul', '--time-zone', 'America/Sao_Paulo', '--language', 'pt'],
      ...['--manager', '+5511977770009', '--manager-name', 'Sofia', '--phone-number-id', '4242'],
    ];
    expect(await bos(...create)).toContain('The building torre-sul is set up');
    expect(await bos(...create)).toContain('stands already');
    const file = join(dataDir, 'roster.csv');
    writeFileSync(file, CSV, 'latin1');
    const roster = ['roster', 'import', file, '--building', 'torre-sul'];
    expect(await bos(...roster, '--dry-run')).toMatch(/units +2 +0 +0\npeople +3 +0 +0/);
    const applied = await bos(...roster);
    expect(applied).toContain('applied  units: 2 new, 0 changed; people: 3 new, 0 changed');
    const id = /^[0-9A-Z]{26}/m.exec(applied)?.[0] ?? '';
    expect(await bos('roster', 'undo', id, '--building', 'torre-sul')).toContain('5 taken back, 0 left');
  },
);
