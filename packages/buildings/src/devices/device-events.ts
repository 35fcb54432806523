import { changeOf, changeSchema, defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';

export const deviceChanged = /* @__PURE__ */ defineEvent({
  name: 'device-changed',
  version: 2,
  entity: 'device',
  description: 'A device was added, configured anew or removed. What it does is no change of it.',
  when: { kind: 'any' },
  schema: () =>
    z.strictObject({
      buildingId: z.string(),
      deviceId: z.string(),
      change: changeSchema,
      kind: z.enum(['door', 'elevator', 'camera', 'sensor', 'meter']),
      unitId: z.string().optional(),
      tower: z.string().optional(),
    }),
  derive: changeOf,
  examples: {
    good: [{ buildingId: 'demo', deviceId: 'gate', change: 'changed', kind: 'sensor' }],
    bad: [{ buildingId: 'demo', deviceId: 'gate', change: 'changed' }],
  },
});
