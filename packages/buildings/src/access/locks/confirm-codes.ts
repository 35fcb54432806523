import type { LockAnswer, LockCodes, LockEntry, LockRef } from './lock-codes.ts';

/** `confirmed`: the lock shows it. Everything else: it does not, or nobody can tell. */
export type Confirmation = 'confirmed' | Exclude<LockAnswer, 'done'>;

/** What the lock shows of a slot: that very secret, that it is taken by another, or only that there is something. */
function shown(entries: readonly LockEntry[] | undefined, { slot, secret }: Required<LockEntry>) {
  const entry = entries?.find((candidate) => candidate.slot === slot);
  if (entry === undefined) return 'nothing';
  if (entry.secret === undefined) return 'something';
  return entry.secret === secret ? 'wanted' : 'other';
}

/** Whether the lock has it, as far as it shows. One that shows no secrets is believed by the slot. */
export function seemsToHold(entries: readonly LockEntry[], wanted: Required<LockEntry>): boolean {
  const seen = shown(entries, wanted);
  return seen === 'wanted' || seen === 'something';
}

/** What is left to say when the lock does not show what it was asked for. */
function unconfirmed(answer: LockAnswer, entries: readonly LockEntry[] | undefined): Confirmation {
  if (answer === 'done') return 'unknown';
  // It may have been done and the answer lost: only a lock that answers can say that it was not.
  return answer === 'offline' && entries !== undefined ? 'unknown' : answer;
}

/** Sets a code and believes only what the lock reads back. Writes nothing when the lock has it already. */
export async function ensureOn(
  codes: LockCodes,
  lock: LockRef,
  wanted: Required<LockEntry>,
  signal: AbortSignal,
): Promise<Confirmation> {
  const before = await codes.listCodes(lock, signal);
  if (before === undefined) return 'offline';
  const had = shown(before, wanted);
  if (had === 'wanted') return 'confirmed';
  const answer = await codes.setCode(lock, wanted, signal);
  const after = await codes.listCodes(lock, signal);
  const has = shown(after, wanted);
  if (has === 'wanted') return 'confirmed';
  // Where secrets are not shown, a slot that was there before says nothing about a change that may not have been made.
  const isNew = answer === 'done' || (answer === 'unknown' && had === 'nothing');
  return has === 'something' && isNew ? 'confirmed' : unconfirmed(answer, after);
}

/** Removes a code and believes only what the lock reads back. */
export async function ensureOff(
  codes: LockCodes,
  lock: LockRef,
  slot: string,
  signal: AbortSignal,
): Promise<Confirmation> {
  const isThere = (entries: readonly LockEntry[]): boolean => entries.some((entry) => entry.slot === slot);
  const before = await codes.listCodes(lock, signal);
  if (before === undefined) return 'offline';
  if (!isThere(before)) return 'confirmed';
  const answer = await codes.removeCode(lock, slot, signal);
  const after = await codes.listCodes(lock, signal);
  return after !== undefined && !isThere(after) ? 'confirmed' : unconfirmed(answer, after);
}
