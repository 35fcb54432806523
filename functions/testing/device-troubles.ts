import { type Device, deviceEntity } from '@bos/buildings/devices/device';
import { noteReading } from '@bos/buildings/devices/readings/note-reading';
import { noteSilence } from '@bos/buildings/devices/readings/note-silence';
import { DAY } from '@bos/kernel/clock';
import type { Table } from '@bos/table/table';
import { create } from '@bos/table/write';

interface Place {
  readonly buildingId: string;
  readonly at: Date;
}

/** A sensor under a sink, which has found water. */
export async function leakUnderASink(table: Table, { buildingId, at }: Place): Promise<void> {
  const place = { buildingId, deviceId: 'sink-1203' };
  const sensor: Device = {
    ...place,
    kind: 'sensor',
    name: 'Pia do 1203',
    senses: 'leak',
    unitId: '1203',
    gateway: 'simulator',
    silentAfterMinutes: 60,
  };
  await table.write([create(deviceEntity, sensor)]);
  const time = at.toISOString();
  await noteReading({ table }, { ...place, readingId: 'r1', at: time, receivedAt: time, measure: 'leak', value: true });
}

/** Everything that devices get into: water, smoke, an empty battery, and then nothing is heard any more. */
export async function everyTrouble(table: Table, { buildingId, at }: Place): Promise<void> {
  await leakUnderASink(table, { buildingId, at });
  const detector = { buildingId, deviceId: 'hall-12' };
  await table.write([
    create(deviceEntity, { ...detector, kind: 'sensor', name: 'Hall 12', senses: 'smoke', gateway: 'simulator' }),
  ]);
  const time = at.toISOString();
  const reading = { ...detector, at: time, receivedAt: time };
  await noteReading({ table }, { ...reading, readingId: 'r2', measure: 'smoke', value: true });
  await noteReading({ table }, { ...reading, readingId: 'r3', measure: 'battery', value: 9 });
  await noteSilence({ table }, { buildingId, deviceId: 'sink-1203', at: new Date(at.getTime() + DAY) });
}
