import { defineEntity } from '@bos/table/entity';
import { type Reading, readingSchema } from './reading.ts';

export const readingEntity = defineEntity<Reading>({
  type: 'reading',
  description: 'A value that a sensor, a meter or a lock has reported.',
  schemaVersion: 1,
  schema: readingSchema,
  keys: { PK: 'BUILDING#{buildingId}#DEVICE#{deviceId}', SK: 'READING#{at}#{readingId}' },
  // A building keeps what its sensors say for as long as what happened at its doors.
  retention: { period: 'accessLog', from: ({ receivedAt }) => receivedAt },
});
