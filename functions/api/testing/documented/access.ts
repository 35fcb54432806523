import { type Credential, credentialEntity } from '@bos/buildings/access/credentials/credential';
import { logAccess } from '@bos/buildings/access/log/access-entry';
import { create } from '@bos/table/write';
import type { Walk } from './walk.ts';

/** James's, which the gate has: he alone is told its digits. */
export const workingCode = (credentialId: string): Credential => ({
  status: 'active',
  buildingId: 'demo',
  credentialId,
  kind: 'code',
  userId: 'james',
  deviceIds: ['gate', 'unit-0704'],
  placedOn: ['gate', 'unit-0704'],
  unitId: '0704',
  validFrom: '2026-11-20T18:00:00.000Z',
  validUntil: '2026-12-20T14:00:00.000Z',
  issuedBy: 'rafael',
  tries: 0,
  secret: '739105',
  activatedAt: '2026-11-20T18:00:01.000Z',
});

/** Codes and tags. */
export async function documentCredentials({ document, refuse, table }: Walk): Promise<void> {
  const { id: credentialId, version } = await document('issueCredential');
  const params = { credentialId };
  await document('listCredentials', { as: 'rafael' });
  const working = workingCode('01M7XJ8R5CW2ZQ6T0V9KD3HNBM');
  await table.write([create(credentialEntity, working)]);
  await document('getCredential', { params: { credentialId: working.credentialId }, as: 'james' });
  const changed = await document('changeCredential', { params, version });
  await document('revokeCredential', { params, as: 'james', version: changed.version });
  await refuse('changeCredential', 'CREDENTIAL_ENDED', { params, version: changed.version + 1 });
}

/** Who comes to whom. */
export async function documentVisitors({ document, prepare, refuse }: Walk): Promise<void> {
  const { id: visitorId, version } = await document('announceVisitor', { as: 'maria' });
  await refuse('announceVisitor', 'NOT_YOUR_UNIT', { as: 'lucia' });
  await document('listVisitors', { as: 'rafael' });
  await document('getVisitor', { params: { visitorId }, as: 'maria' });
  await refuse('changeVisitor', 'VISIT_NOT_NOW', { params: { visitorId }, version, as: 'rafael' });
  const sister = await prepare('announceVisitor', { as: 'maria', body: TODAY });
  await document('changeVisitor', { params: { visitorId: sister.id }, version: sister.version, as: 'rafael' });
}

const TODAY = {
  unitId: '1203',
  visitorName: 'Joana Souza',
  purpose: 'visit',
  times: { kind: 'once', expectedAt: '2026-11-22T12:30:00.000Z', until: '2026-11-22T22:00:00.000Z' },
};

/** Parcels at the desk. */
export async function documentParcels({ document }: Walk): Promise<void> {
  const { id: parcelId, version } = await document('receiveParcel', { as: 'rafael' });
  await document('listParcels', { query: { phase: 'untold' }, as: 'rafael' });
  await document('getParcel', { params: { parcelId }, as: 'maria' });
  await document('closeParcel', { params: { parcelId }, version, as: 'rafael' });
}

/** The lists of the front desk, of a day on which there is something of each, and what happened at the doors. */
export async function documentDay({ document, prepare, table, clock }: Walk): Promise<void> {
  const desk = { params: { date: '2026-11-22' }, as: 'rafael' };
  const guests = [{ name: 'Emma Ward' }];
  const stays = [
    { unitId: '0801', checkIn: '2026-11-22', checkOut: '2026-11-27', guests },
    { unitId: '0802', checkIn: '2026-11-20', checkOut: '2026-11-23', guests },
  ];
  for (const body of stays) await prepare('createReservation', { body, as: 'rafael' });
  await prepare('announceVisitor', { as: 'maria', body: TODAY });
  await prepare('receiveParcel', { as: 'rafael' });
  await document('listArrivals', desk);
  await document('listDepartures', { ...desk, params: { date: '2026-11-23' } });
  await document('listDayVisitors', desk);
  await document('listDayParcels', desk);

  await table.write([
    logAccess({
      buildingId: 'demo',
      userId: 'james',
      deviceId: 'gate',
      action: 'credential_used',
      outcome: 'done',
      happening: 'gate/20931',
      at: clock.now(),
    }),
  ]);
  await document('listAccessLog', { query: { userId: 'james' } });
}
