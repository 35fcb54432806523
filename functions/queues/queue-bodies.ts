import * as z from 'zod';

/** What the queues carry: ids, never content. */
export const receiptBody = z.object({ phoneNumberId: z.string(), senderHash: z.string(), receiptId: z.string() });
export const messageBody = z.object({ buildingId: z.string(), conversationId: z.string(), messageId: z.string() });
export const missionBody = z.object({ buildingId: z.string(), missionId: z.string() });

export type ReceiptBody = z.infer<typeof receiptBody>;
export type MessageBody = z.infer<typeof messageBody>;
export type MissionBody = z.infer<typeof missionBody>;
