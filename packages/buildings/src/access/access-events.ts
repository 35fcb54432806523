import { defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';
import { CREDENTIAL_STATUSES } from './credentials/credential.ts';

export const parcelReceived = /* @__PURE__ */ defineEvent({
  name: 'parcel-received',
  version: 1,
  entity: 'parcel',
  description: 'A parcel came; its recipient is to be told.',
  when: { kind: 'created' },
  schema: () =>
    z.strictObject({
      buildingId: z.string(),
      parcelId: z.string(),
      unitId: z.string(),
      userId: z.string(),
      carrier: z.string(),
      receivedAt: z.string(),
    }),
  examples: {
    good: [
      {
        buildingId: 'demo',
        parcelId: '01M8127JV3NT13VHJQXTKB9RY0',
        unitId: '1203',
        userId: 'maria',
        carrier: 'Correios',
        receivedAt: '2026-11-22T12:00:00.000Z',
      },
    ],
    bad: [{ buildingId: 'demo', parcelId: '01M8127JV3NT13VHJQXTKB9RY0', unitId: '1203', carrier: 'Correios' }],
  },
});

export const credentialStatusChanged = /* @__PURE__ */ defineEvent({
  name: 'credential-status-changed',
  version: 1,
  entity: 'credential',
  description: 'Every lock has confirmed a code or tag, or it has to go, or it is gone.',
  when: { kind: 'changed', field: 'status' },
  schema: () =>
    z.strictObject({
      buildingId: z.string(),
      credentialId: z.string(),
      userId: z.string(),
      reservationId: z.string().optional(),
      from: z.enum(CREDENTIAL_STATUSES),
      to: z.enum(CREDENTIAL_STATUSES),
    }),
  derive: (before, after) => ({ from: before?.status, to: after?.status }),
  examples: {
    good: [
      {
        buildingId: 'demo',
        credentialId: '01M8127JV3NT13VHJQXTKB9RY0',
        userId: 'james',
        reservationId: 'r1',
        from: 'pending',
        to: 'active',
      },
    ],
    bad: [
      {
        buildingId: 'demo',
        credentialId: '01M8127JV3NT13VHJQXTKB9RY0',
        userId: 'james',
        from: 'pending',
        to: 'active',
        secret: '739105',
      },
    ],
  },
});
