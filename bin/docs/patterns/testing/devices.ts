import { type DeviceOrder, deviceOrderEntity } from '@bos/buildings/devices/device-order';
import { createDeviceOrderStore } from '@bos/buildings/devices/device-order-store';
import { deviceStatusEntity } from '@bos/buildings/devices/readings/device-status';
import { type Episode, episodeEntity } from '@bos/buildings/devices/readings/episode';
import { readingEntity } from '@bos/buildings/devices/readings/reading-entity';
import { createReadingStore } from '@bos/buildings/devices/readings/reading-store';
import { simulatedDeviceEntity } from '@bos/buildings/devices/simulated-device';
import { createSimulatedDevices } from '@bos/buildings/devices/simulated-devices';
import { ofStore, type RoomPatterns } from './patterns.ts';
import { AT, BUILDING, LATER, MARIA, NOW } from './places.ts';
import { hashOf, idOf, typical } from './typical.ts';

const buildingId = BUILDING;
const deviceId = 'sink-1200';
const numbered = (n: number): string => String(n).padStart(2, '0');

const order: DeviceOrder = {
  status: 'sent',
  buildingId,
  orderId: idOf(1_400),
  deviceId: 'unit-1200',
  command: { kind: 'open_door' },
  userId: MARIA,
  missionId: idOf(3),
  sentAt: AT,
};
const done = { status: 'done', settledAt: LATER, state: { kind: 'door', locked: false } } as const;

const episode: Episode = {
  status: 'open',
  buildingId,
  episodeId: idOf(1_500),
  deviceId,
  trouble: 'leak',
  unitId: '1200',
  openedAt: AT,
  ticketId: idOf(4),
};

const over = { status: 'over', endedAt: LATER } as const;

export const devicePatterns: RoomPatterns = {
  items: async () => [
    typical(deviceOrderEntity, order, { another: (n) => ({ orderId: idOf(1_400 + n) }), end: done }),
    typical(
      deviceOrderEntity,
      { ...order, ...done, orderId: idOf(1_450) },
      { another: (n) => ({ orderId: idOf(1_450 + n) }) },
    ),
    typical(
      simulatedDeviceEntity,
      {
        buildingId,
        deviceId: 'unit-1200',
        openUntil: LATER,
        codes: [{ slot: `bos-${idOf(900)}`, hash: hashOf(9) }],
        carriedOut: [hashOf(8)],
      },
      { another: (n) => ({ deviceId: `unit-12${numbered(n)}` }) },
    ),
    typical(
      deviceStatusEntity,
      {
        buildingId,
        deviceId,
        lastSeenAt: AT,
        silentAfterMinutes: 60,
        latest: [
          { measure: 'leak', value: false, at: AT },
          { measure: 'battery', value: 82, at: AT },
        ],
        tracks: [{ trouble: 'leak', episodeId: idOf(1_500), openedAt: AT, endedAt: LATER }],
      },
      { another: (n) => ({ deviceId: `sink-12${numbered(n)}` }) },
    ),
    typical(
      readingEntity,
      { buildingId, deviceId, readingId: 'r-00000000', measure: 'battery', value: 82, at: AT, receivedAt: AT },
      { another: (n) => ({ readingId: `r-000000${numbered(n)}` }) },
    ),
    typical(episodeEntity, episode, {
      another: (n) => ({ episodeId: idOf(1_500 + n) }),
      end: over,
    }),
    typical(
      episodeEntity,
      { ...episode, ...over, episodeId: idOf(1_550) },
      { another: (n) => ({ episodeId: idOf(1_550 + n) }) },
    ),
  ],
  reads: [
    ...ofStore('deviceOrders', ({ table }) => createDeviceOrderStore(table), {
      get: { by: 'the same command again', run: (store) => store.get(buildingId, idOf(1_400)) },
      listUnsettled: {
        by: 'every five minutes: commands that broke off',
        run: (store) => store.listUnsettled(buildingId, NOW, 25),
      },
    }),
    {
      name: 'simulatedDevices.get',
      usedBy: 'every command to a simulated device',
      run: ({ table }) => createSimulatedDevices(table).get({ buildingId, deviceId: 'unit-1200' }),
    },
    {
      name: 'a reading, by its own id',
      usedBy: 'a reading that was told twice at the same moment',
      run: ({ table }) => table.get(readingEntity, { buildingId, deviceId, at: AT, readingId: 'r-00000000' }),
    },
    ...ofStore('readings', ({ table }) => createReadingStore(table), {
      list: { by: 'console: what a device has reported', run: (store) => store.list(buildingId, deviceId) },
      status: { by: 'every reading', run: (store) => store.status(buildingId, deviceId) },
      statuses: {
        by: 'the list of devices; one request for each 100',
        run: (store) => store.statuses(buildingId, [deviceId, 'sink-1201']),
      },
      listSilent: {
        by: 'every five minutes: devices that have fallen silent',
        run: (store) => store.listSilent(buildingId, NOW, 25),
      },
      episode: { by: 'seeing to a trouble', run: (store) => store.episode(buildingId, idOf(1_500)) },
      listEpisodes: { by: 'console: troubles', run: (store) => store.listEpisodes(buildingId, 'open') },
    }),
  ],
};
