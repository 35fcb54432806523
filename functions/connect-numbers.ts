import { buildingEntity } from '@bos/buildings/buildings/building';
import { channelEntity } from '@bos/conversations/channels/channel';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { create, replace } from '@bos/table/write';

/**
 * Lets the numbers that a building was given serve it; a number that serves others of the company goes on to. What is
 * connected already is left alone. Returns how many were connected now.
 */
export async function connectNumbers(table: Table, buildingId: string): Promise<number> {
  const { whatsappNumbers = [] } = (await table.get(buildingEntity, { buildingId })) ?? {};
  let connected = 0;
  for (const number of whatsappNumbers) connected += (await connect(table, buildingId, number)) ? 1 : 0;
  return connected;
}

async function connect(
  table: Table,
  buildingId: string,
  { phoneNumberId, displayPhoneNumber }: { readonly phoneNumberId: string; readonly displayPhoneNumber: string },
): Promise<boolean> {
  return retryConflicts(async () => {
    const channel = await table.get(channelEntity, { phoneNumberId });
    if (channel?.buildingIds.includes(buildingId)) return false;
    const write = channel
      ? replace(channelEntity, channel, { ...channel, buildingIds: [...channel.buildingIds, buildingId] })
      : create(channelEntity, { phoneNumberId, displayPhoneNumber, buildingIds: [buildingId] });
    await table.write([write]);
    return true;
  });
}
