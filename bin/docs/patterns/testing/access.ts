import { type Credential, credentialEntity } from '@bos/buildings/access/credentials/credential';
import { createCredentialStore } from '@bos/buildings/access/credentials/credential-store';
import {
  dayArrivalEntity,
  dayDepartureEntity,
  dayParcelEntity,
  dayVisitorEntity,
} from '@bos/buildings/access/day/day-list';
import { createDayListStore } from '@bos/buildings/access/day/day-list-store';
import { accessEntryEntity } from '@bos/buildings/access/log/access-entry';
import { createAccessLogStore } from '@bos/buildings/access/log/access-log-store';
import { type Parcel, parcelEntity } from '@bos/buildings/access/parcels/parcel';
import { createParcelStore } from '@bos/buildings/access/parcels/parcel-store';
import { type Visitor, visitorEntity } from '@bos/buildings/access/visitors/visitor';
import { createVisitorStore } from '@bos/buildings/access/visitors/visitor-store';
import { ofStore, type RoomPatterns } from './patterns.ts';
import { AT, BUILDING, LATER, MARIA, NOW } from './places.ts';
import { idOf, typical } from './typical.ts';

const buildingId = BUILDING;
const userId = MARIA;
const unitId = '1203';
const date = AT.slice(0, 10);
const day = { buildingId, date, unitId, userId };

const credential: Credential = {
  status: 'active',
  buildingId,
  credentialId: idOf(900),
  kind: 'code',
  userId,
  unitId,
  deviceIds: ['gate', 'unit-1200'],
  placedOn: ['gate', 'unit-1200'],
  validFrom: AT,
  validUntil: LATER,
  issuedBy: idOf(1),
  tries: 0,
  secret: '739105',
  activatedAt: AT,
};
const { secret: _secret, activatedAt: _activatedAt, ...lasting } = { ...credential, secret: '', activatedAt: '' };
const revoked: Credential = { ...lasting, status: 'revoked', placedOn: [], endedAt: LATER, endedBy: userId };

const visitor: Visitor = {
  status: 'announced',
  buildingId,
  visitorId: idOf(920),
  userId,
  announcedBy: userId,
  unitId,
  visitorName: 'Beatriz Rocha',
  purpose: 'visit',
  times: { kind: 'once', expectedAt: AT, until: LATER },
};
const cancelled = { status: 'cancelled', endedAt: LATER, endedBy: userId } as const;

const parcel: Parcel = {
  status: 'received',
  ...day,
  parcelId: idOf(940),
  carrier: 'Correios',
  keptAt: 'B2',
  receivedBy: idOf(1),
  receivedAt: AT,
};

const collected = { status: 'collected', endedAt: LATER } as const;

export const accessPatterns: RoomPatterns = {
  items: async () => [
    typical(credentialEntity, credential, { another: (n) => ({ credentialId: idOf(900 + n) }) }),
    typical(
      credentialEntity,
      { ...revoked, credentialId: idOf(950) },
      { another: (n) => ({ credentialId: idOf(950 + n) }) },
    ),
    typical(visitorEntity, visitor, { another: (n) => ({ visitorId: idOf(920 + n) }), end: cancelled }),
    typical(
      visitorEntity,
      { ...visitor, ...cancelled, visitorId: idOf(970) },
      { another: (n) => ({ visitorId: idOf(970 + n) }) },
    ),
    typical(parcelEntity, parcel, {
      another: (n) => ({ parcelId: idOf(1_000 + n) }),
      end: collected,
    }),
    typical(
      parcelEntity,
      { ...parcel, status: 'notified', notifiedAt: LATER, parcelId: idOf(1_040) },
      { another: (n) => ({ parcelId: idOf(1_040 + n) }) },
    ),
    typical(
      accessEntryEntity,
      {
        buildingId,
        entryId: idOf(1_100),
        at: AT,
        userId,
        deviceId: 'gate',
        action: 'credential_used',
        outcome: 'done',
        credentialId: idOf(900),
      },
      { another: (n) => ({ entryId: idOf(1_100 + n) }) },
    ),
    typical(
      dayArrivalEntity,
      {
        ...day,
        reservationId: idOf(1_200),
        guestName: 'James Miller',
        guests: 2,
        expectedAt: '15:00',
        status: 'expected',
      },
      { another: (n) => ({ reservationId: idOf(1_200 + n) }) },
    ),
    typical(
      dayDepartureEntity,
      { ...day, reservationId: idOf(1_200), guestName: 'James Miller', dueAt: '11:00', status: 'expected' },
      { another: (n) => ({ reservationId: idOf(1_200 + n) }) },
    ),
    typical(
      dayVisitorEntity,
      {
        ...day,
        visitorId: idOf(920),
        visitorName: 'Beatriz Rocha',
        purpose: 'visit',
        from: '08:00',
        to: '12:00',
        status: 'announced',
      },
      { another: (n) => ({ visitorId: idOf(920 + n) }) },
    ),
    typical(
      dayParcelEntity,
      { ...day, parcelId: idOf(940), carrier: 'Correios', keptAt: 'B2', status: 'received' },
      { another: (n) => ({ parcelId: idOf(940 + n) }) },
    ),
  ],
  reads: [
    ...ofStore('credentials', ({ table }) => createCredentialStore(table), {
      get: { by: 'every look at a code or tag', run: (store) => store.get(buildingId, idOf(900)) },
      listOpen: {
        by: 'console; what locks should hold, one request for each 100',
        run: (store) => store.listOpen(buildingId),
      },
      listClosed: { by: 'console: codes that are over', run: (store) => store.listClosed(buildingId) },
      listOfUser: { by: 'a person’s own', run: (store) => store.listOfUser(buildingId, userId) },
    }),
    ...ofStore('visitors', ({ table }) => createVisitorStore(table), {
      get: { by: 'the desk, and every change', run: (store) => store.get(buildingId, idOf(920)) },
      listOpen: { by: 'console: who may come', run: (store) => store.listOpen(buildingId) },
      listOfUser: { by: 'a host’s own', run: (store) => store.listOfUser(buildingId, userId) },
      listOverdue: {
        by: 'whose time is over; one request for each 100',
        run: (store) => store.listOverdue(buildingId, NOW),
      },
      listOld: {
        by: 'who has been gone for long; one request for each 100',
        run: (store) => store.listOld(buildingId, NOW),
      },
    }),
    ...ofStore('parcels', ({ table }) => createParcelStore(table), {
      get: { by: 'the desk, and every change', run: (store) => store.get(buildingId, idOf(940)) },
      listUntold: { by: 'console: whose recipient does not know yet', run: (store) => store.listUntold(buildingId) },
      listWaiting: { by: 'console: what waits at the desk', run: (store) => store.listWaiting(buildingId) },
      listOfUser: { by: 'a recipient’s own', run: (store) => store.listOfUser(buildingId, userId) },
    }),
    ...ofStore('access log', ({ table }) => createAccessLogStore(table), {
      list: { by: 'console: what happened at the doors', run: (store) => store.list(buildingId) },
      listOfUser: { by: 'console: of one person', run: (store) => store.listOfUser(buildingId, userId) },
    }),
    ...ofStore('days', ({ table }) => createDayListStore(table), {
      arrivals: { by: 'the desk: who arrives', run: (store) => store.arrivals(buildingId, date) },
      departures: { by: 'the desk: who departs', run: (store) => store.departures(buildingId, date) },
      visitors: { by: 'the desk: who visits', run: (store) => store.visitors(buildingId, date) },
      parcels: { by: 'the desk: what came', run: (store) => store.parcels(buildingId, date) },
    }),
  ],
};
