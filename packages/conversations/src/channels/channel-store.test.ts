import { create } from '@bos/table/write';
import { writeChunks } from '@bos/table/write-chunks';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type Channel, channelEntity } from './channel.ts';
import { createChannelStore } from './channel-store.ts';

let numbers = 1_000;
/** Numbers lie beside each other in one list, so each test has its own. */
const channelOf = (): Channel => ({
  phoneNumberId: `${numbers++}`,
  displayPhoneNumber: '+55 11 90000-0100',
  buildingIds: ['demo'],
});

describeOnEachTable('the store of channels', (open) => {
  test('gives back what was created, and creates it once', async () => {
    const { table, clock } = open();
    const store = createChannelStore(table);
    const channel = channelOf();
    await table.write([create(channelEntity, channel)]);
    const at = clock.now().toISOString();
    expect(await store.get(channel.phoneNumberId)).toEqual({ ...channel, version: 1, createdAt: at, updatedAt: at });
    expect(await store.get(channel.phoneNumberId.slice(1))).toBeUndefined();
    await expect(table.write([create(channelEntity, channel)])).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('lists all numbers of the platform, more than a page of them', async () => {
    const { table } = open();
    const channels = Array.from({ length: 110 }, channelOf);
    await writeChunks(
      table,
      channels.map((channel) => create(channelEntity, channel)),
    );
    const listed = (await createChannelStore(table).listAll()).map(({ phoneNumberId }) => phoneNumberId);
    expect(listed).toEqual(expect.arrayContaining(channels.map(({ phoneNumberId }) => phoneNumberId)));
    expect(new Set(listed).size).toBe(listed.length);
  });
});
