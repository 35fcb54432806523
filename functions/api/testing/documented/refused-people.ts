import { rosterImportEntity } from '@bos/people/roster/roster-import';
import { create } from '@bos/table/write';
import type { DocumentedWorld } from './documented-world.ts';
import { STRANGERS, stranger } from './strangers.ts';
import type { Walk } from './walk.ts';

const buildingId = 'demo';
const desk = { as: 'rafael' };

/** Rights that are not the caller's to give, and people of whom it makes no sense. */
export async function refusedPeople({ refuse, prepare, table }: Walk, { addMember }: DocumentedWorld): Promise<void> {
  await table.write(STRANGERS.map(stranger));
  const newcomer = { displayName: 'Beatriz Rocha', phone: '+55 11 90000-0345' };
  await refuse('registerPerson', 'ROLE_BEYOND_YOURS', { ...desk, body: { ...newcomer, roles: ['manager'] } });
  await refuse('registerPerson', 'UNIT_UNKNOWN', {
    ...desk,
    body: { ...newcomer, roles: ['resident'], unitIds: ['9999'] },
  });

  const maria = { params: { userId: 'maria' }, version: 1 };
  await refuse('changePerson', 'ROLE_BEYOND_YOURS', { ...maria, ...desk, body: { roles: ['manager'] } });
  await refuse('changePerson', 'UNIT_UNKNOWN', { ...maria, body: { unitIds: ['9999'] } });
  const nobody = { params: { userId: STRANGERS[0] }, version: 1 };
  await refuse('changePerson', 'MEMBERSHIP_CHANGE_REFUSED', { ...nobody, body: { status: 'active' } });
  await refuse('signOutPerson', 'ROLE_BEYOND_YOURS', { ...desk, params: { userId: 'ana' } });

  const paulo = { params: { userId: 'paulo' }, version: 1, body: { validUntil: '2026-12-31T12:00:00.000Z' } };
  await addMember(buildingId, 'paulo', ['manager']);
  await prepare('changePerson', paulo);
  const last = { params: { userId: 'ana' }, version: 1, body: { roles: ['resident'] } };
  await refuse('changePerson', 'LAST_MANAGER', { ...last, as: 'paulo' });
}

/** Files with lines that are wrong, and imports that were cut short. */
export async function refusedRosters({ refuse, table, clock }: Walk): Promise<void> {
  await refuse('importRoster', 'ROSTER_REFUSED', {
    body: { csv: 'unidade;nome;papel\n1504;Teresa Gonçalves;rainha\n' },
  });
  const importId = '01M812H4V9Q2T7XK0N5C8RZJ3B';
  const startedAt = clock.now().toISOString();
  const counts = { unitsCreated: 0, unitsChanged: 0, peopleAdded: 0, peopleChanged: 0 };
  await table.write([
    create(rosterImportEntity, {
      buildingId,
      importId,
      startedBy: 'ana',
      startedAt,
      lines: 2,
      ...counts,
      status: 'applying',
    }),
  ]);
  await refuse('undoRosterImport', 'ROSTER_NOT_APPLIED', { params: { importId } });
}
