import type { Timers } from '@bos/kernel/timers';
import type { SimulationScript } from './simulated-device.ts';

/** Settles when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** Whether the answer to what was done comes through, and in time: waits for as long as the device takes to give it. */
export async function isAnswered(timers: Timers, script: SimulationScript, signal: AbortSignal): Promise<boolean> {
  if (script.behaviour === 'loses_answers') return false;
  if (script.behaviour !== 'late') return true;
  return new Promise((resolve) => {
    const cancel = timers.after(script.answersAfterMilliseconds, () => resolve(true));
    void aborted(signal).then(() => {
      cancel();
      resolve(false);
    });
  });
}
