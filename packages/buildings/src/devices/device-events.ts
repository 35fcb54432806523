import { changeOf, changeSchema, defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';

export const deviceChanged = /* @__PURE__ */ defineEvent({
  name: 'device-changed',
  version: 1,
  entity: 'device',
  description: 'A device was added, configured anew or removed. What it does is no change of it.',
  when: { kind: 'any' },
  schema: () =>
    z.strictObject({
      buildingId: z.string(),
      deviceId: z.string(),
      change: changeSchema,
      kind: z.enum(['door', 'elevator']),
      unitId: z.string().optional(),
      tower: z.string().optional(),
    }),
  derive: changeOf,
  examples: {
    good: [{ buildingId: 'demo', deviceId: 'gate', change: 'changed', kind: 'door' }],
    bad: [{ buildingId: 'demo', deviceId: 'gate', change: 'changed' }],
  },
});
