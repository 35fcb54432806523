import { auditRecord } from '@bos/governance/audit/audit-record';
import type { Language } from '@bos/kernel/language';
import { createIdentity, type IdentityKey, identityKey } from '@bos/people/identities/identity-store';
import type { Membership } from '@bos/people/memberships/membership';
import { createMembership } from '@bos/people/memberships/write-membership';
import { personEntity } from '@bos/people/persons/person';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import { create, type WriteOperation } from '@bos/table/write';

/** Somebody of a seeded building. */
export interface SeededPerson {
  readonly userId: string;
  readonly displayName: string;
  readonly locale: Language;
  /** As WhatsApp writes it. */
  readonly phone: string;
}

/** A person with their telephone, a sign-in whose subject is their id, and what they are in the building. */
export async function personWrites(
  blindIndex: BlindIndex,
  { userId, displayName, locale, phone }: SeededPerson,
  membership: Membership,
  at: Date,
): Promise<WriteOperation[]> {
  const telephone = await required(blindIndex, 'phone', phone);
  const subject = await required(blindIndex, 'oidc', userId);
  return [
    create(personEntity, { userId, displayName, locale, phone: telephone.address }),
    // The address is kept as WhatsApp writes it, which may differ from the normalised number.
    ...createIdentity(telephone, userId, phone),
    ...createIdentity(subject, userId),
    ...(await createMembership({ blindIndex }, membership, {
      audit: auditRecord,
      actor: { kind: 'operator', id: 'seed' },
      at,
    })),
  ];
}

async function required(blindIndex: BlindIndex, channel: IdentityKey['channel'], text: string): Promise<IdentityKey> {
  const key = await identityKey(blindIndex, channel, text);
  if (!key) throw new RangeError(`${text} is no ${channel}`);
  return key;
}
