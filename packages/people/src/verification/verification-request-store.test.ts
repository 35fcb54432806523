import { create, replace } from '@bos/table/write';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type VerificationRequest, verificationRequestEntity } from './verification-request.ts';
import { createVerificationRequestStore } from './verification-request-store.ts';

let buildings = 0;
const requestOf = (over: Partial<VerificationRequest> = {}): VerificationRequest => ({
  buildingId: `building-${buildings++}`,
  requestId: 'r1',
  userId: 'stranger',
  requestedAt: '2026-11-22T12:00:00.000Z',
  expiresAt: '2026-11-25T12:00:00.000Z',
  ...over,
  status: 'pending',
});

describeOnEachTable('the store of verification requests', (open) => {
  test('gives back what was created, and creates it once', async () => {
    const { table, clock } = open();
    const store = createVerificationRequestStore(table);
    const request = requestOf();
    await table.write([create(verificationRequestEntity, request)]);
    const at = clock.now().toISOString();
    expect(await store.get(request.buildingId, 'r1')).toEqual({ ...request, version: 1, createdAt: at, updatedAt: at });
    expect(await store.get(`${request.buildingId}1`, 'r1')).toBeUndefined();
    const again = table.write([create(verificationRequestEntity, request)]);
    await expect(again).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('lists those that wait, the most urgent first, and those that were answered', async () => {
    const { table } = open();
    const store = createVerificationRequestStore(table);
    const later = requestOf({ requestId: 'r1', expiresAt: '2026-11-26T12:00:00.000Z' });
    const { buildingId } = later;
    const sooner = requestOf({ buildingId, requestId: 'r2' });
    await table.write([later, sooner].map((request) => create(verificationRequestEntity, request)));
    const idsOf = async (status: VerificationRequest['status']) =>
      (await store.listByStatus(buildingId, status)).items.map(({ requestId }) => requestId);
    expect(await idsOf('pending')).toEqual(['r2', 'r1']);
    const before = await store.get(buildingId, 'r2');
    if (!before) throw new Error('not stored');
    const answer = { decidedBy: 'rafael', decidedAt: '2026-11-22T13:00:00.000Z' };
    const refused: VerificationRequest = { ...sooner, ...answer, status: 'refused' };
    await table.write([replace(verificationRequestEntity, before, refused)]);
    expect([await idsOf('pending'), await idsOf('refused')]).toEqual([['r1'], ['r2']]);
    const after = await store.get(buildingId, 'r2');
    if (!after) throw new Error('gone');
    expect(() => replace(verificationRequestEntity, after, { ...refused, status: 'approved' })).toThrow();
  });
});
