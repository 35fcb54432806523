import { DomainError } from '@bos/kernel/errors';

/** Somebody who wants something of this room, with what the policy gives their roles. */
export interface AccessRequester {
  readonly userId: string;
  readonly unitIds: readonly string[];
  /** The membership is active and within its dates. */
  readonly inForce: boolean;
  readonly permissions: {
    /** Announce visitors for one's own unit, and cancel those that one has announced. */
    readonly announceForOwnUnit: boolean;
    /** The desk: announce for anybody, record who comes and goes, receive and hand out parcels. */
    readonly workAtDesk: boolean;
  };
}

function forbidden(code: string, text: string): DomainError {
  return new DomainError('forbidden', code, text);
}

/** Throws ACCESS_NOT_IN_FORCE, ACCESS_NOT_ALLOWED, or NOT_YOUR_UNIT. */
export function assertMayAnnounce(requester: AccessRequester, unitId: string): void {
  const { inForce, permissions, unitIds, userId } = requester;
  if (!inForce) throw forbidden('ACCESS_NOT_IN_FORCE', `The membership of ${userId} gives no right now.`);
  if (permissions.workAtDesk) return;
  if (!permissions.announceForOwnUnit) throw forbidden('ACCESS_NOT_ALLOWED', `${userId} may not announce anybody.`);
  if (!unitIds.includes(unitId)) throw forbidden('NOT_YOUR_UNIT', `Unit ${unitId} is not one of ${userId}.`);
}

/** Throws ACCESS_NOT_IN_FORCE or ACCESS_NOT_ALLOWED. */
export function assertAtDesk({ userId, inForce, permissions }: AccessRequester): void {
  if (!inForce) throw forbidden('ACCESS_NOT_IN_FORCE', `The membership of ${userId} gives no right now.`);
  if (!permissions.workAtDesk) throw forbidden('ACCESS_NOT_ALLOWED', `${userId} does not work at the desk.`);
}
