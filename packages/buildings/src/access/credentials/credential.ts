import type { TransitionTable } from '@bos/kernel/transitions';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

export const CREDENTIAL_STATUSES = ['pending', 'active', 'ending', 'revoked', 'expired', 'failed'] as const;
export type CredentialStatus = (typeof CREDENTIAL_STATUSES)[number];

/**
 * `pending`: its time has not come, or its locks have not confirmed it. `active`: every lock has. `ending`: it has to go,
 * and a lock may still have it. What no lock was ever asked for ends at once.
 */
export const CREDENTIAL_TRANSITIONS: TransitionTable<CredentialStatus> = {
  pending: ['active', 'ending', 'revoked', 'expired', 'failed'],
  active: ['ending'],
  ending: ['revoked', 'expired', 'failed'],
  revoked: [],
  expired: [],
  failed: [],
};

const common = {
  buildingId: z.string(),
  credentialId: z.string(),
  kind: z.enum(['code', 'tag']),
  /** Whose it is. */
  userId: z.string(),
  unitId: z.string().optional(),
  reservationId: z.string().optional(),
  /** The locks that it opens. */
  deviceIds: z.array(z.string()).min(1).max(20),
  /** The locks that may know it: noted before they are asked, so that nothing is forgotten on any of them. */
  placedOn: z.array(z.string()),
  /** ISO 8601. */
  validFrom: z.string(),
  /** ISO 8601; without it, until it is revoked. */
  validUntil: z.string().optional(),
  issuedBy: z.string(),
  /** How often in a row its locks could not be brought to what they should hold. */
  tries: z.number().int(),
};

/** Digits of the code, or the number of the tag. Nobody is told one that is on its way out, so it is not kept. */
const withSecret = { secret: z.string().min(1).max(64) };
const withoutSecret = { secret: z.never().optional() };
const over = { ...common, ...withoutSecret, endedAt: z.string(), endedBy: z.string() };

export const credentialSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('pending'), ...common, ...withSecret }),
  z.object({ status: z.literal('active'), ...common, ...withSecret, activatedAt: z.string() }),
  z.object({
    status: z.literal('ending'),
    ...common,
    ...withoutSecret,
    /** What it will be once the locks have confirmed. */
    ends: z.enum(['revoked', 'expired', 'failed']),
    endRequestedAt: z.string(),
    endedBy: z.string(),
  }),
  z.object({ status: z.literal('revoked'), ...over }),
  z.object({ status: z.literal('expired'), ...over }),
  z.object({ status: z.literal('failed'), ...over }),
]);

/** A code or a tag of a person, and how far the locks have followed. */
export type Credential = z.infer<typeof credentialSchema>;
export type PendingCredential = Extract<Credential, { status: 'pending' }>;
export type EndingCredential = Extract<Credential, { status: 'ending' }>;
export type StandingCredential = Extract<Credential, { status: 'pending' | 'active' }>;
export type EndStatus = EndingCredential['ends'];

/** Whether locks still have to do something about it. */
export function isOpen({ status }: Pick<Credential, 'status'>): boolean {
  return status === 'pending' || status === 'active' || status === 'ending';
}

export function isStanding(credential: Credential): credential is StandingCredential {
  return credential.status === 'pending' || credential.status === 'active';
}

/** Whether a lock may hold it at that time. */
export function mayBeOn(credential: Credential, deviceId: string, at: Date): credential is StandingCredential {
  const time = at.toISOString();
  return (
    isStanding(credential) &&
    credential.placedOn.includes(deviceId) &&
    credential.validFrom <= time &&
    (credential.validUntil === undefined || time < credential.validUntil)
  );
}

export const credentialEntity = defineEntity<Credential>({
  type: 'credential',
  description: 'A code or tag that opens locks.',
  schemaVersion: 1,
  schema: credentialSchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'CREDENTIAL#{credentialId}',
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'CREDENTIAL#{credentialId}',
    GSI2PK: 'BUILDING#{buildingId}#CREDENTIAL',
    GSI2SK: '{openOrClosed}#{until}#{credentialId}',
  },
  derived: (credential) => ({
    openOrClosed: isOpen(credential) ? 'open' : 'closed',
    until: credential.validUntil ?? 'open-ended',
  }),
  states: { field: 'status', moves: CREDENTIAL_TRANSITIONS },
  personal: {
    fields: ['secret'],
    scope: ({ buildingId, userId }) => ({ kind: 'membership', buildingId, userId }),
  },
});
