import type { OneTimeSchedule, OneTimeSchedules } from '@bos/kernel/one-time-schedules';

export interface MemorySchedules extends OneTimeSchedules {
  /** Takes out what is due by then, in order; each once. */
  take(by: Date): readonly OneTimeSchedule[];
  pending(): readonly OneTimeSchedule[];
}

export function memorySchedules(): MemorySchedules {
  const waiting = new Map<string, OneTimeSchedule>();
  const inOrder = () => [...waiting.values()].sort((a, b) => a.at.getTime() - b.at.getTime());
  return {
    schedule: async (schedule) => void waiting.set(schedule.name, schedule),
    cancel: async (name) => void waiting.delete(name),
    take(by) {
      const due = inOrder().filter(({ at }) => at <= by);
      for (const { name } of due) waiting.delete(name);
      return due;
    },
    pending: inOrder,
  };
}
