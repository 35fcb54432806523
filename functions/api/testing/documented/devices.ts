import { deviceStatusEntity } from '@bos/buildings/devices/readings/device-status';
import { episodeEntity } from '@bos/buildings/devices/readings/episode';
import { readingEntity } from '@bos/buildings/devices/readings/reading-entity';
import { create } from '@bos/table/write';
import type { Walk } from './walk.ts';

const gate = { params: { deviceId: 'gate' } };
const sink = { buildingId: 'demo', deviceId: 'sink-1203' } as const;
const MEASURED = '2026-11-22T12:28:04.000Z';
const EPISODE_ID = '01M812ET50T4Q9X7B2C6KJ0WNV';

/** Doors, elevators and what else answers. */
export async function documentDevices({ document, refuse }: Walk): Promise<void> {
  await document('listDevices', { query: { limit: '2' }, as: 'bruno' });
  await document('getDevice', { ...gate, as: 'bruno' });
  await document('readDevice', { ...gate, as: 'bruno' });
  const key = { headers: { 'idempotency-key': '6f9619ff-8b86-d011-b42d-00c04fc964ff' } };
  await document('commandDevice', { ...gate, ...key, as: 'maria' });
  await refuse('commandDevice', 'NOT_YOUR_UNIT', { params: { deviceId: 'unit-0704' }, ...key, as: 'maria' });
  await document('setSimulation', gate);
  await document('getSimulation', gate);

  await refuse('configureDevice', 'DEVICE_EXISTS', gate);
  const { version } = await document('configureDevice', { ...gate, version: 1 });
  for (const operation of ['getSimulation', 'setSimulation']) await refuse(operation, 'DEVICE_NOT_SIMULATED', gate);
  await document('removeDevice', { ...gate, version });
}

/** A sensor under a sink that has found water. */
export async function documentReadings({ document, table, prepare }: Walk): Promise<void> {
  const settings = { kind: 'sensor', senses: 'leak', name: 'Pia do 1203', gateway: 'simulator', unitId: '1203' };
  await prepare('configureDevice', { params: { deviceId: sink.deviceId }, body: settings });
  const track = { trouble: 'leak', episodeId: EPISODE_ID, openedAt: MEASURED } as const;
  await table.write([
    create(readingEntity, {
      ...sink,
      readingId: 'r-20931',
      measure: 'leak',
      value: true,
      at: MEASURED,
      receivedAt: '2026-11-22T12:28:04.730Z',
    }),
    create(deviceStatusEntity, {
      ...sink,
      lastSeenAt: MEASURED,
      latest: [{ measure: 'leak', value: true, at: MEASURED }],
      tracks: [track],
    }),
    create(episodeEntity, {
      ...sink,
      ...track,
      status: 'open',
      unitId: '1203',
      ticketId: '01M812ET5A8V1R0Z3M6DQWC2YK',
    }),
  ]);
  await document('listReadings', { params: { deviceId: sink.deviceId }, as: 'bruno' });
  await document('listDeviceTroubles', { as: 'bruno' });
  await document('getDeviceWebhook');
}
