import { changeOf, changeSchema, defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';

export const channelChanged = /* @__PURE__ */ defineEvent({
  name: 'channel-changed',
  version: 1,
  entity: 'channel',
  description: 'A business number was added or removed, or serves other buildings.',
  when: { kind: 'any' },
  schema: () =>
    z.strictObject({ phoneNumberId: z.string(), change: changeSchema, buildingIds: z.array(z.string()).min(1) }),
  derive: changeOf,
  examples: {
    good: [{ phoneNumberId: '109917730042258', change: 'added', buildingIds: ['demo'] }],
    bad: [{ phoneNumberId: '109917730042258', change: 'added', buildingIds: [] }],
  },
});
