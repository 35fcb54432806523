import type { Language } from '@bos/kernel/language';
import type { Role } from '@bos/kernel/role';

/** The person whose rights bound a mission, as their membership stands now. */
export interface Requester {
  readonly userId: string;
  readonly roles: readonly Role[];
  readonly unitIds: readonly string[];
  /** Active and within its dates when it was read. */
  readonly inForce: boolean;
  /** ISO 8601: a guest's stay. */
  readonly validFrom?: string;
  readonly validUntil?: string;
}

/** Somebody without any right: unknown, suspended, moved out. */
export function stranger(userId: string): Requester {
  return { userId, roles: [], unitIds: [], inForce: false };
}

/** Whether the membership gives rights at that time, which may be later than when it was read. */
export function inForceAt(requester: Requester, at: Date): boolean {
  const { inForce, validFrom, validUntil } = requester;
  return (
    inForce &&
    (validFrom === undefined || Date.parse(validFrom) <= at.getTime()) &&
    (validUntil === undefined || at.getTime() < Date.parse(validUntil))
  );
}

/** All that a tool may know about where it runs. */
export interface ToolContext {
  readonly buildingId: string;
  readonly missionId: string;
  readonly stepId: string;
  readonly requester: Requester;
  readonly conversationId?: string;
  /** The requester's. */
  readonly language: Language;
  /** What members of staff are addressed in. */
  readonly staffLanguage: Language;
  /** IANA zone of the building. */
  readonly timeZone: string;
  readonly now: Date;
  /** The same for every attempt: ids of what the step creates are made from it. */
  readonly requestedAt: Date;
  /** The same for every attempt. */
  readonly idempotencyKey: string;
  /** Aborted at the tool's deadline. */
  readonly signal: AbortSignal;
}
