import type { Clock } from '@bos/kernel/clock';
import type { Timers } from '@bos/kernel/timers';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Table } from '@bos/table/table';
import type { LockAnswer, LockCodes, LockRef } from '../access/locks/lock-codes.ts';
import { holdsCodes } from './device-state.ts';
import { createDeviceStore } from './device-store.ts';
import { aborted, isAnswered } from './late-answer.ts';
import { behaviourOf, isReachable, type SimulatedDevice, type SimulationScript } from './simulated-device.ts';
import { createSimulatedDevices } from './simulated-devices.ts';

/** What such a lock can hold. */
const MOST_CODES = 250;

export interface SimulatedLockDependencies {
  readonly table: Table;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly blindIndex: BlindIndex;
}

type Slot = SimulatedDevice['codes'][number];

function withCode(codes: readonly Slot[], wanted: Slot): { answer: LockAnswer; codes: Slot[] } {
  const others = codes.filter(({ slot }) => slot !== wanted.slot);
  if (others.some(({ hash }) => hash === wanted.hash)) return { answer: 'duplicate', codes: [...codes] };
  if (others.length >= MOST_CODES) return { answer: 'refused', codes: [...codes] };
  return { answer: 'done', codes: [...others, wanted] };
}

/**
 * The code memory of a building's simulated doors, which behave as they were told. Like many a real lock they show which
 * slots are taken and not by what. A door behind another gateway takes no codes.
 */
export function createSimulatedLocks({ table, clock, timers, blindIndex }: SimulatedLockDependencies): LockCodes {
  const store = createDeviceStore(table);
  const devices = createSimulatedDevices(table);

  /** Does it, and answers, as the door behaves. */
  async function ask(lock: LockRef, signal: AbortSignal, act: () => Promise<LockAnswer>): Promise<LockAnswer> {
    const device = await store.get(lock.buildingId, lock.deviceId);
    if (device?.kind !== 'door') return 'offline';
    if (!holdsCodes(device)) return 'refused';
    const script: SimulationScript = behaviourOf(device, await devices.get(lock), clock.now());
    switch (script.behaviour) {
      case 'offline':
      case 'battery_empty':
        return 'offline';
      case 'refuses':
        return 'refused';
      case 'stalls':
        await aborted(signal);
        return 'unknown';
      default: {
        const answer = await act();
        return (await isAnswered(timers, script, signal)) ? answer : 'unknown';
      }
    }
  }

  return {
    locks: async (buildingId) => (await store.doors(buildingId)).filter(holdsCodes).map(({ deviceId }) => deviceId),
    setCode: (lock, { slot, secret }, signal) =>
      ask(lock, signal, async () => {
        // Nobody who reads the table can guess a code from it.
        const hash = await blindIndex('lock-code', `${lock.buildingId}/${lock.deviceId}/${secret}`);
        let answer: LockAnswer = 'done';
        await devices.change(lock, (before) => {
          const set = withCode(before.codes, { slot, hash });
          answer = set.answer;
          return set.answer === 'done' ? { ...before, codes: set.codes } : before;
        });
        return answer;
      }),
    removeCode: (lock, slot, signal) =>
      ask(lock, signal, async () => {
        await devices.change(lock, (before) => {
          const codes = before.codes.filter((code) => code.slot !== slot);
          return codes.length === before.codes.length ? before : { ...before, codes };
        });
        return 'done';
      }),
    async listCodes(lock, signal) {
      const device = await store.get(lock.buildingId, lock.deviceId);
      if (device?.kind !== 'door') return undefined;
      if (!holdsCodes(device)) return [];
      const simulated = await devices.get(lock);
      const script = behaviourOf(device, simulated, clock.now());
      if (script.behaviour === 'stalls') await aborted(signal);
      return isReachable(script) ? simulated.codes.map(({ slot }) => ({ slot })) : undefined;
    },
  };
}
