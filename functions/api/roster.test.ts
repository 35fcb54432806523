import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';

const path = '/v1/buildings/{buildingId}/roster';
const params = { buildingId: 'home' };
const csv = 'unidade;torre;nome;papel;telefone\n2101;B;José Araújo;morador;(11) 90000-0777\n';

async function setUp(): Promise<ApiWorld> {
  const clock = virtualClock();
  const world = await apiWorld({ ...createMemoryTable({ clock }), clock, ids: seededIds(clock) });
  await world.addMember('home', 'ana', ['manager']);
  await world.addMember('elsewhere', 'bea', ['manager']);
  return world;
}

describe('rosters through the API', () => {
  test('are previewed, imported, found and taken back', async () => {
    const world = await setUp();
    const base64 = Buffer.from(csv, 'latin1').toString('base64');
    const preview = await world.call({ routeKey: `POST ${path}/preview`, params, as: 'ana', body: { base64 } });
    expect(preview).toMatchObject({
      status: 200,
      body: {
        lines: 1,
        units: { create: 1, change: 0, unchanged: 0 },
        people: { create: 1, change: 0, unchanged: 0 },
        problems: [],
        changes: [
          { line: 2, of: 'unit', act: 'create' },
          { line: 2, of: 'person', act: 'create' },
        ],
      },
    });
    const imported = await world.call({ routeKey: `POST ${path}/imports`, params, as: 'ana', body: { csv } });
    expect(imported).toMatchObject({ status: 201, body: { status: 'applied', unitsCreated: 1, peopleAdded: 1 } });
    const importId = imported.body.id ?? '';
    expect(imported.headers.location).toBe(`/v1/buildings/home/roster/imports/${importId}`);
    const found = await world.call({
      routeKey: 'GET /v1/buildings/{buildingId}/people',
      params,
      query: { name: 'araujo' },
      as: 'ana',
    });
    expect(found.body.items).toMatchObject([{ displayName: 'José Araújo', unitIds: ['2101'], roles: ['resident'] }]);
    const one = { params: { ...params, importId }, as: 'ana' };
    expect(await world.call({ routeKey: `GET ${path}/imports/{importId}`, ...one })).toMatchObject({ status: 200 });
    expect(await world.call({ routeKey: `POST ${path}/imports/{importId}/undo`, ...one })).toMatchObject({
      status: 200,
      body: { status: 'undone', takenBack: 2, kept: 0, left: [] },
    });
  });

  test('with a wrong line are refused by line and column, in the building’s own country', async () => {
    const world = await setUp();
    const wrong = `${csv}2102;B;Eve;rei;1\n`;
    const answer = await world.call({ routeKey: `POST ${path}/imports`, params, as: 'ana', body: { csv: wrong } });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'ROSTER_REFUSED', errors: [{ field: 'lines.3.phone' }, { field: 'lines.3.role' }] },
    });
    const preview = await world.call({ routeKey: `POST ${path}/preview`, params, as: 'ana', body: { csv: wrong } });
    expect(preview.body.problems).toMatchObject([
      { line: 3, column: 'phone' },
      { line: 3, column: 'role' },
    ]);
  });

  test.each([
    [{}, 'csv'],
    [{ csv, base64: 'eA==' }, 'csv'],
    [{ base64: 'not base64!' }, 'base64'],
    [{ csv: '' }, 'csv'],
    [{ csv, dry: true }, 'dry'],
  ])('a body that is none is refused by its field (%#)', async (body, field) => {
    const world = await setUp();
    const answer = await world.call({ routeKey: `POST ${path}/preview`, params, as: 'ana', body });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });

  test('of another building are not there', async () => {
    const world = await setUp();
    const imported = await world.call({ routeKey: `POST ${path}/imports`, params, as: 'ana', body: { csv } });
    const importId = imported.body.id ?? '';
    const foreign = await world.call({
      routeKey: `GET ${path}/imports/{importId}`,
      params: { buildingId: 'elsewhere', importId },
      as: 'bea',
    });
    expect(foreign).toMatchObject({ status: 404, body: { code: 'ROSTER_IMPORT_NOT_FOUND' } });
    expect(await world.call({ routeKey: `POST ${path}/imports`, params, as: 'bea', body: { csv } })).toMatchObject({
      status: 404,
    });
  });
});
