import type { Walk } from './walk.ts';

/** How a building is set up, what its guests are told, and the firms that work for it. */
export async function documentBuildings({ document, prepare, refuse }: Walk): Promise<void> {
  await document('listBuildings');
  await refuse('createBuilding', 'OPERATOR_REQUIRED', { as: 'maria' });
  await document('createBuilding');
  const building = await document('getBuilding', { as: 'maria' });
  const changed = await document('changeBuilding', { version: building.version });
  await document('getRetention');
  await document('overrideRetention', { version: changed.version });

  await document('writeArrivalGuide');
  await document('getArrivalGuide', { as: 'rafael' });
  await document('writeUnitArrivalGuide', { params: { unitId: '0704' } });
  await document('getUnitArrivalGuide', { params: { unitId: '0704' }, as: 'rafael' });

  const { id: vendorId, version } = await document('createVendor');
  await document('listVendors', { as: 'bruno' });
  await document('getVendor', { params: { vendorId }, as: 'bruno' });
  await document('changeVendor', { params: { vendorId }, version });
  const other = await prepare('createVendor', { body: { trade: 'plumbing', name: 'Hidráulica Gota' } });
  await document('removeVendor', { params: { vendorId: other.id } });
}

/** Units, one by one and many at once. */
export async function documentUnits({ document, refuse }: Walk): Promise<void> {
  await document('listUnits', { query: { limit: '2' }, as: 'rafael' });
  const unit = await document('getUnit', { params: { unitId: '0704' }, as: 'rafael' });
  await document('createUnit');
  await refuse('createUnit', 'UNIT_EXISTS');
  await document('createUnits');
  await document('changeUnit', { params: { unitId: '0704' }, version: unit.version });
}

/** A roster, from the look at what it would do to taking it back. */
export async function documentRosters({ document }: Walk): Promise<void> {
  await document('previewRoster');
  const { id: importId } = await document('importRoster');
  await document('getRosterImport', { params: { importId } });
  await document('undoRosterImport', { params: { importId } });
}
