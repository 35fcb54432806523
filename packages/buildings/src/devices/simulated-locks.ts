import type { LockCodes, LockRef } from '../access/locks/lock-codes.ts';
import type { DeviceStore } from './device-store.ts';
import { aborted } from './simulated-gateway.ts';

/**
 * The code memory of a building's doors, which behave as their `simulation` says. What was set is forgotten with the
 * process; the reconciliation sets again what a lock should hold.
 */
export function createSimulatedLocks(devices: Pick<DeviceStore, 'get' | 'doors'>): LockCodes {
  const memories = new Map<string, Map<string, string>>();

  function memoryOf({ buildingId, deviceId }: LockRef): Map<string, string> {
    const key = JSON.stringify([buildingId, deviceId]);
    const memory = memories.get(key) ?? new Map<string, string>();
    memories.set(key, memory);
    return memory;
  }

  /** How the door answers; undefined when it answers at all. */
  async function silence({ buildingId, deviceId }: LockRef, signal: AbortSignal) {
    const device = await devices.get(buildingId, deviceId);
    if (device?.kind !== 'door' || device.simulation === 'offline') return 'offline' as const;
    if (device.simulation !== 'stalls') return device.simulation === 'refuses' ? ('refused' as const) : undefined;
    await aborted(signal);
    return 'unknown' as const;
  }

  return {
    locks: async (buildingId) => (await devices.doors(buildingId)).map(({ deviceId }) => deviceId),
    async setCode(lock, { slot, secret }, signal) {
      const why = await silence(lock, signal);
      if (why !== undefined) return why;
      const memory = memoryOf(lock);
      if ([...memory].some(([other, taken]) => other !== slot && taken === secret)) return 'duplicate';
      memory.set(slot, secret);
      return 'done';
    },
    async removeCode(lock, slot, signal) {
      const why = await silence(lock, signal);
      if (why !== undefined) return why;
      memoryOf(lock).delete(slot);
      return 'done';
    },
    async listCodes(lock, signal) {
      const why = await silence(lock, signal);
      if (why === 'offline' || why === 'unknown') return undefined;
      return [...memoryOf(lock)].map(([slot, secret]) => ({ slot, secret }));
    },
  };
}
