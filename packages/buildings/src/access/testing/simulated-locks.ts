import type { LockAnswer, LockCodes, LockEntry, LockRef } from '../locks/lock-codes.ts';

/**
 * How a simulated lock behaves. `mute`: it does what it is asked, and the answer is lost. `deaf`: it says `done` and does
 * nothing.
 */
export type LockMood = 'works' | 'offline' | 'refuses' | 'mute' | 'deaf';

export interface SimulatedLocks extends LockCodes {
  setMood(deviceId: string, mood: LockMood): void;
  /** Everything on the lock, reachable or not. */
  peek(deviceId: string): readonly Required<LockEntry>[];
  /** Somebody at the door sets or deletes an entry by hand. */
  tamper(deviceId: string, slot: string, secret: string | undefined): void;
  takeOut(deviceId: string): void;
}

/** Locks of one building that live in memory. `onRequest` is called before each change, to let others in between. */
export function simulatedLocks(deviceIds: readonly string[], onRequest?: () => Promise<void>): SimulatedLocks {
  const memory = new Map(deviceIds.map((id) => [id, new Map<string, string>()]));
  const moods = new Map<string, LockMood>();
  const moodOf = (deviceId: string): LockMood => moods.get(deviceId) ?? 'works';

  async function change(
    { deviceId }: LockRef,
    apply: (entries: Map<string, string>) => LockAnswer,
  ): Promise<LockAnswer> {
    await onRequest?.();
    const entries = memory.get(deviceId);
    const mood = moodOf(deviceId);
    if (entries === undefined || mood === 'offline') return 'offline';
    if (mood === 'refuses') return 'refused';
    if (mood === 'deaf') return 'done';
    const answer = apply(entries);
    return mood === 'mute' ? 'unknown' : answer;
  }

  return {
    locks: async () => [...memory.keys()],
    setCode: (lock, { slot, secret }) =>
      change(lock, (entries) => {
        if ([...entries].some(([other, taken]) => other !== slot && taken === secret)) return 'duplicate';
        entries.set(slot, secret);
        return 'done';
      }),
    removeCode: (lock, slot) =>
      change(lock, (entries) => {
        entries.delete(slot);
        return 'done';
      }),
    async listCodes({ deviceId }) {
      const entries = memory.get(deviceId);
      if (entries === undefined || moodOf(deviceId) === 'offline') return undefined;
      return [...entries].map(([slot, secret]) => ({ slot, secret }));
    },
    setMood: (deviceId, mood) => void moods.set(deviceId, mood),
    peek: (deviceId) => [...(memory.get(deviceId) ?? [])].map(([slot, secret]) => ({ slot, secret })),
    tamper(deviceId, slot, secret) {
      if (secret === undefined) memory.get(deviceId)?.delete(slot);
      else memory.get(deviceId)?.set(slot, secret);
    },
    takeOut: (deviceId) => void memory.delete(deviceId),
  };
}
