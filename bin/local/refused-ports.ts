import type { Ports } from '../../functions/ports/ports.ts';

/** Ports for those who neither send, nor schedule, nor run missions: every call fails with that reason. */
export function refusedPorts(reason: string): Pick<Ports, 'queues' | 'missions' | 'schedules'> {
  const refuse = async (): Promise<never> => {
    throw new Error(reason);
  };
  return {
    queues: { send: refuse },
    schedules: { schedule: refuse, cancel: refuse },
    missions: { start: refuse, answer: refuse, fail: refuse, heartbeat: refuse, stop: refuse, describe: refuse },
  };
}
