import { credentialEntity } from '@bos/buildings/access/credentials/credential';
import { create } from '@bos/table/write';
import { workingCode } from './access.ts';
import type { Walk } from './walk.ts';

const desk = { as: 'rafael' };
const code = { kind: 'code', deviceIds: ['gate'], validFrom: '2026-11-22T12:00:00.000Z' };
const today = { kind: 'once', expectedAt: '2026-11-22T12:30:00.000Z', until: '2026-11-22T22:00:00.000Z' };
const visitor = { visitorName: 'Joana Souza', purpose: 'visit', times: today };

/** Codes for who is not known, and changes that come too late. */
export async function refusedCredentials({ refuse, table }: Walk): Promise<void> {
  await refuse('issueCredential', 'PERSON_UNKNOWN', { body: { ...code, userId: 'nobody' } });
  const ofStay = {
    userId: 'maria',
    reservationId: '01M812J7C0V5W3H9Q8KZ2XTN6R',
    validUntil: '2026-11-25T14:00:00.000Z',
  };
  await refuse('issueCredential', 'STAY_UNKNOWN', { body: { ...code, ...ofStay } });
  const credentialId = '01M812F0T3Z6QX9V2C5KJ8WBRN';
  await table.write([create(credentialEntity, workingCode(credentialId))]);
  const body = { validFrom: '2026-11-23T12:00:00.000Z', validUntil: '2026-11-25T12:00:00.000Z' };
  await refuse('changeCredential', 'CREDENTIAL_BEGUN', { params: { credentialId }, version: 1, body });
}

/** Visits to whom nobody can come, and parcels of whom nobody knows. */
export async function refusedVisits({ refuse, prepare }: Walk): Promise<void> {
  await refuse('announceVisitor', 'UNIT_UNKNOWN', { ...desk, body: { ...visitor, unitId: '9999' } });
  await refuse('announceVisitor', 'PERSON_UNKNOWN', {
    ...desk,
    body: { ...visitor, unitId: '1203', userId: 'nobody' },
  });
  const announced = await prepare('announceVisitor', { as: 'maria', body: { ...visitor, unitId: '1203' } });
  const visit = { params: { visitorId: announced.id }, version: announced.version };
  await refuse('changeVisitor', 'ACCESS_NOT_ALLOWED', { ...visit, as: 'maria' });
  await refuse('changeVisitor', 'VISITOR_TRANSITION_REFUSED', { ...visit, ...desk, body: { change: 'leave' } });
  const maria = await prepare('getPerson', { params: { userId: 'maria' } });
  await prepare('changePerson', { params: { userId: 'maria' }, version: maria.version, body: { status: 'ended' } });
  await refuse('changeVisitor', 'HOST_GONE', { ...visit, ...desk });

  const parcel = { carrier: 'Correios', keptAt: 'shelf B2' };
  await refuse('receiveParcel', 'UNIT_UNKNOWN', { ...desk, body: { ...parcel, unitId: '9999', userId: 'lucia' } });
  await refuse('receiveParcel', 'PERSON_UNKNOWN', { ...desk, body: { ...parcel, unitId: '1203', userId: 'nobody' } });
  const kept = await prepare('receiveParcel', { ...desk, body: { ...parcel, unitId: '0302', userId: 'lucia' } });
  const own = { ...desk, params: { parcelId: kept.id } };
  const handedOut = await prepare('closeParcel', { ...own, version: kept.version });
  const body = { status: 'returned' };
  await refuse('closeParcel', 'PARCEL_TRANSITION_REFUSED', { ...own, version: handedOut.version, body });
}
