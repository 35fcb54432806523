import { DAY, HOUR } from '@bos/kernel/clock';

/**
 * How long data is kept after it has come to rest (its terminal state), in milliseconds.
 * Expired items are filtered on every read, for DynamoDB removes them late; no right ever ends by expiry.
 */
export const RETENTION = {
  /** WhatsApp retries a webhook for 7 days: a duplicate within them still meets its receipt. */
  receipt: 8 * DAY,
  workingState: 7 * DAY,
  mission: 365 * DAY,
  temporary: DAY,
  searchCache: HOUR,
  conversation: 2 * 365 * DAY,
  operation: 365 * DAY,
  unknownSender: 90 * DAY,
} as const;

export type RetentionPeriod = keyof typeof RETENTION;
