import { languageSchema } from '@bos/kernel/language';
import { changeOf, changeSchema, defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';

export const buildingChanged = /* @__PURE__ */ defineEvent({
  name: 'building-changed',
  version: 1,
  entity: 'building',
  description: 'A building was set up, or its configuration changed.',
  when: { kind: 'any' },
  schema: () =>
    z.strictObject({
      buildingId: z.string(),
      change: changeSchema,
      timeZone: z.string(),
      languages: z.array(languageSchema).min(1),
    }),
  derive: changeOf,
  examples: {
    good: [{ buildingId: 'demo', change: 'changed', timeZone: 'America/Sao_Paulo', languages: ['pt', 'en'] }],
    bad: [{ buildingId: 'demo', change: 'renamed', timeZone: 'America/Sao_Paulo', languages: ['pt'] }],
  },
});
