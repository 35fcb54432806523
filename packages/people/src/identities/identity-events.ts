import { changeOf, changeSchema, defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';

export const identityChanged = /* @__PURE__ */ defineEvent({
  name: 'identity-changed',
  version: 1,
  entity: 'identity',
  description: 'An address began or ceased to stand for a person. The address is not told.',
  when: { kind: 'any', encrypted: ['address'] },
  schema: () =>
    z.strictObject({
      userId: z.string(),
      change: changeSchema,
      channel: z.enum(['phone', 'email', 'whatsapp_user', 'oidc']),
    }),
  derive: changeOf,
  examples: {
    good: [{ userId: 'maria', change: 'added', channel: 'phone' }],
    bad: [{ userId: 'maria', change: 'added', channel: 'phone', address: '5511900000301' }],
  },
});
