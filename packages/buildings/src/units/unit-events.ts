import { changeOf, changeSchema, defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';

export const unitChanged = /* @__PURE__ */ defineEvent({
  name: 'unit-changed',
  version: 1,
  entity: 'unit',
  description: 'A unit was added, changed or removed.',
  when: { kind: 'any' },
  schema: () =>
    z.strictObject({
      buildingId: z.string(),
      unitId: z.string(),
      change: changeSchema,
      tower: z.string().optional(),
      floor: z.int(),
    }),
  derive: changeOf,
  examples: {
    good: [{ buildingId: 'demo', unitId: '1203', change: 'added', tower: 'A', floor: 12 }],
    bad: [{ buildingId: 'demo', unitId: '1203', change: 'added', floor: 'twelfth' }],
  },
});
