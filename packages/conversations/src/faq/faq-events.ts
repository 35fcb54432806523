import { changeOf, changeSchema, defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';

export const faqChanged = /* @__PURE__ */ defineEvent({
  name: 'faq-changed',
  version: 1,
  entity: 'faq',
  description: 'A standing answer was added, reworded, published, archived or removed. Read it for its words.',
  when: { kind: 'any' },
  schema: () =>
    z.strictObject({
      buildingId: z.string(),
      faqId: z.string(),
      change: changeSchema,
      topic: z.string(),
      status: z.enum(['draft', 'active', 'archived']),
    }),
  derive: changeOf,
  examples: {
    good: [{ buildingId: 'demo', faqId: 'wifi', change: 'changed', topic: 'wifi', status: 'active' }],
    bad: [{ buildingId: 'demo', faqId: 'wifi', change: 'changed', topic: 'wifi', status: 'deleted' }],
  },
});
