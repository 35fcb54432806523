import { languageSchema } from '@bos/kernel/language';
import { changeOf, changeSchema, defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';

export const personChanged = /* @__PURE__ */ defineEvent({
  name: 'person-changed',
  version: 1,
  entity: 'person',
  description: 'A person became known, was forgotten, or speaks another language. Names and telephones are not told.',
  when: { kind: 'any', encrypted: ['displayName', 'phone'] },
  schema: () => z.strictObject({ userId: z.string(), change: changeSchema, locale: languageSchema.optional() }),
  derive: changeOf,
  examples: {
    good: [{ userId: 'maria', change: 'added', locale: 'pt' }],
    bad: [{ userId: 'maria', change: 'added', displayName: 'Maria' }],
  },
});
