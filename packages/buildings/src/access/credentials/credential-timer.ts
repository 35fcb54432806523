import { MINUTE } from '@bos/kernel/clock';
import { type OneTimeSchedules, scheduleName } from '@bos/kernel/one-time-schedules';
import * as z from 'zod';

/** Where the message goes whose time has come. */
export interface CredentialTimers {
  readonly schedules: OneTimeSchedules;
  /** The name of the queue. */
  readonly queue: string;
}

/** What is to be looked at. `due` tells two looks at one credential apart. */
export const credentialTimerBody = z.object({
  kind: z.literal('credential'),
  buildingId: z.string(),
  credentialId: z.string(),
  due: z.string(),
});

interface CredentialIds {
  readonly buildingId: string;
  readonly credentialId: string;
}

/** A lock out of reach is tried again after so many minutes, the last ever after: six times in an hour, then four. */
const RETRY_MINUTES = [1, 2, 5, 10, 15];

export function retryAt(tries: number, at: Date): Date {
  const minutes = RETRY_MINUTES[Math.min(tries, RETRY_MINUTES.length) - 1] ?? 1;
  return new Date(at.getTime() + minutes * MINUTE);
}

const nameOf = ({ buildingId, credentialId }: CredentialIds): string =>
  scheduleName('credential', buildingId, credentialId);

/** One timer a credential: the next time at which something may have to be done about it. */
export async function scheduleLook(
  { schedules, queue }: CredentialTimers,
  { buildingId, credentialId }: CredentialIds,
  at: Date,
): Promise<void> {
  const body: z.infer<typeof credentialTimerBody> = {
    kind: 'credential',
    buildingId,
    credentialId,
    due: at.toISOString(),
  };
  await schedules.schedule({
    name: nameOf({ buildingId, credentialId }),
    at,
    queue,
    message: { group: credentialId, body: JSON.stringify(body) },
  });
}

export async function cancelLook({ schedules }: CredentialTimers, ids: CredentialIds): Promise<void> {
  await schedules.cancel(nameOf(ids));
}
