/** A lock that holds codes or tags: a door, a gate, a parking barrier. */
export interface LockRef {
  readonly buildingId: string;
  readonly deviceId: string;
}

/** One place of a lock's memory. */
export interface LockEntry {
  /** The name that it was set under. */
  readonly slot: string;
  /** Digits of a code, or the number of a tag; absent where the lock does not show it. */
  readonly secret?: string;
}

/**
 * `refused`: certainly not done. `duplicate`: not done, another slot has that secret. `offline`: certainly not done, the
 * lock cannot be reached. `unknown`: sent, and nobody can tell. `done` is what the lock says; it is read back all the same.
 */
export type LockAnswer = 'done' | 'refused' | 'duplicate' | 'offline' | 'unknown';

/** The way to the memory of a building's locks. Each call ends when the signal is aborted, as `unknown` or undefined. */
export interface LockCodes {
  /** The ids of the devices of a building that hold codes. One that was taken out of the building is not among them. */
  locks(buildingId: string): Promise<readonly string[]>;
  /** Sets the slot, whatever it held. */
  setCode(lock: LockRef, entry: Required<LockEntry>, signal: AbortSignal): Promise<LockAnswer>;
  /** `done` also when there was none. */
  removeCode(lock: LockRef, slot: string, signal: AbortSignal): Promise<LockAnswer>;
  /** Everything the lock knows; undefined when it cannot be reached. */
  listCodes(lock: LockRef, signal: AbortSignal): Promise<readonly LockEntry[] | undefined>;
}

/** What the building writes into locks carries this, so that what somebody set at the door is told apart. */
const SLOT_PREFIX = 'bos-';

export function slotOf(credentialId: string): string {
  return `${SLOT_PREFIX}${credentialId}`;
}

/** The credential that a slot was set for; undefined for what the building has not written. */
export function credentialOfSlot(slot: string): string | undefined {
  return slot.startsWith(SLOT_PREFIX) && slot.length > SLOT_PREFIX.length ? slot.slice(SLOT_PREFIX.length) : undefined;
}
