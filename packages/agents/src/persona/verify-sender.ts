import { auditRecord } from '@bos/governance/audit/audit-record';
import type { Language } from '@bos/kernel/language';
import { membershipEntity } from '@bos/people/memberships/membership';
import type { Claimant } from '@bos/people/verification/proof';
import type { WriteOperation } from '@bos/table/write';
import type { ReceiptDependencies } from './dependencies.ts';
import { type IdentityClaim, identityClaim } from './identity-claim.ts';
import type { Response, Turn } from './turn.ts';
import { type VERIFY_PHRASES, verifyPhrase } from './verify-phrases.ts';

/** The answer to a proof, and what is to be written with it in the transaction of the turn. */
export interface Verification {
  readonly response: Response;
  readonly writes: readonly WriteOperation[];
}

const answer = (
  phrase: keyof typeof VERIFY_PHRASES,
  language: Language,
  writes: readonly WriteOperation[] = [],
): Verification => ({ response: { language, reply: { text: verifyPhrase(phrase, language) } }, writes });

async function carryOut(
  deps: ReceiptDependencies,
  claimant: Claimant,
  claim: IdentityClaim,
  turn: Turn,
): Promise<Verification> {
  const { language = turn.building.languages[0] ?? 'en' } = turn.conversation;
  switch (claim.kind) {
    case 'bare_number':
      return answer('withFactor', language);
    case 'staff': {
      const { askForRecognition } = await import('./ask-for-recognition.ts');
      return answer('staff', language, await askForRecognition(deps.table, claimant, turn));
    }
    case 'code': {
      const { verifyByCode } = await import('@bos/people/verification/verify-by-code');
      const { writes, isNow } = await verifyByCode(deps, claimant, claim.code);
      if (isNow === undefined) return answer('refused', language, writes);
      const { tellOfNewNumber } = await import('./tell-of-new-number.ts');
      return answer('code', language, [...writes, ...(await tellOfNewNumber(deps.table, isNow, turn))]);
    }
    case 'reservation': {
      const { verifyByReservation } = await import('@bos/people/verification/verify-by-reservation');
      const { createStays } = await import('./find-stay.ts');
      const stays = createStays(deps.table);
      const { outcome, writes } = await verifyByReservation({ ...deps, stays }, claimant, claim);
      return answer(outcome === 'verified' ? 'reservation' : 'refused', language, writes);
    }
  }
}

/**
 * Somebody without rights who sends a one-time code, or a reservation number with what proves it to be theirs, or asks the
 * staff: decided without any model, and answered in the same words whatever exists. Undefined for every other message.
 * Danger comes before it.
 */
export async function verifySender(deps: ReceiptDependencies, turn: Turn): Promise<Verification | undefined> {
  const { message, membership, messageId, inForce, now } = turn;
  if (inForce || message.selection !== undefined) return undefined;
  const text = message.text ?? '';
  const claim = identityClaim(text);
  if (claim === undefined || (await deps.language.understand())(text).emergency) return undefined;
  const { buildingId, userId } = membership;
  const stored = await deps.table.get(membershipEntity, { buildingId, userId });
  if (stored === undefined) return undefined;
  return carryOut(deps, { membership: stored, messageId, audit: auditRecord, at: now }, claim, turn);
}
