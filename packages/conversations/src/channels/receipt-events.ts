import { defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';

const receiptIds = {
  phoneNumberId: z.string(),
  /** A blind index: whose it is only the key of the indexes tells. */
  senderHash: z.string(),
  receiptId: z.string(),
  kind: z.enum(['message', 'status']),
};

export const receiptReceived = /* @__PURE__ */ defineEvent({
  name: 'receipt-received',
  version: 1,
  entity: 'receipt',
  description:
    'A message or delivery report came in and was acknowledged. Nobody has read it yet, so no building is known.',
  when: { kind: 'entered', field: 'state', values: ['received'] },
  schema: () => z.strictObject(receiptIds),
  examples: {
    good: [{ phoneNumberId: '109917730042258', senderHash: '5d1f…', receiptId: '9ac3…', kind: 'message' }],
    bad: [{ phoneNumberId: '109917730042258', from: '5511900000301', receiptId: '9ac3…', kind: 'message' }],
  },
});

export const receiptProcessed = /* @__PURE__ */ defineEvent({
  name: 'receipt-processed',
  version: 1,
  entity: 'receipt',
  description: 'What a message or delivery report asked for has been done.',
  when: { kind: 'entered', field: 'state', values: ['processed'] },
  schema: () =>
    z.strictObject({
      ...receiptIds,
      receivedAt: z.string(),
      processedAt: z.string().optional(),
      outcome: z.string().optional(),
    }),
  examples: {
    good: [
      {
        phoneNumberId: '109917730042258',
        senderHash: '5d1f…',
        receiptId: '9ac3…',
        kind: 'message',
        receivedAt: '2026-11-22T12:00:00.000Z',
        processedAt: '2026-11-22T12:00:01.000Z',
        outcome: 'answered',
      },
    ],
    bad: [{ phoneNumberId: '109917730042258', senderHash: '5d1f…', receiptId: '9ac3…', kind: 'message' }],
  },
});
