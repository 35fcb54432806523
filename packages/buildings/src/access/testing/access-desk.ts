import { auditRecord } from '@bos/governance/audit/audit-record';
import { parseInput } from '@bos/kernel/parse';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { createCodeSource } from '../credentials/code-source.ts';
import type { CredentialDependencies } from '../credentials/credential-steps.ts';
import { createCredentialStore } from '../credentials/credential-store.ts';
import { credentialTimerBody } from '../credentials/credential-timer.ts';
import { type IssueCredentialCommand, issueCredential } from '../credentials/issue-credential.ts';
import { reconcileAccess } from '../credentials/reconcile-access.ts';
import { settleCredential } from '../credentials/settle-credential.ts';
import { createAccessLogStore } from '../log/access-log-store.ts';
import type { StaffNotice } from '../staff-notice.ts';
import { memorySchedules } from './memory-schedules.ts';
import { simulatedLocks } from './simulated-locks.ts';

export const buildingId = 'b1';

/** Numbers below `n`, the same ones for the same seed. */
export function seededNumbers(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/** A building with locks, a clock that stands still, and everything that credentials need. */
export function accessDesk({ lockIds = ['gate', 'd1203'], seed = 1 } = {}) {
  const clock = virtualClock();
  const { table, items } = createMemoryTable({ clock });
  /** Run once, before the next request that changes a lock. */
  const before: { run?: () => Promise<unknown> } = {};
  const locks = simulatedLocks(lockIds, async () => {
    const { run } = before;
    delete before.run;
    await run?.();
  });
  const schedules = memorySchedules();
  const random = seededNumbers(seed);
  const told = new Map<string, StaffNotice>();
  const deps: CredentialDependencies = {
    table,
    locks,
    timers: { schedules, queue: 'timers' },
    codes: createCodeSource(() => random(10)),
    audit: auditRecord,
    tellStaff: async (notice) => void told.set(notice.noticeId, notice),
  };
  const { signal } = new AbortController();
  const look = (credentialId = 'c1') => ({ buildingId, credentialId, at: clock.now(), signal });
  const inHours = (hours: number) => new Date(clock.now().getTime() + hours * 3_600_000);
  return {
    clock,
    table,
    items,
    before,
    locks,
    schedules,
    random,
    deps,
    look,
    inHours,
    store: createCredentialStore(table),
    log: createAccessLogStore(table),
    codesTold: () => [...told.values()].map(({ code }) => code),
    issue: (changes: Partial<IssueCredentialCommand> = {}) =>
      issueCredential(deps, {
        buildingId,
        credentialId: 'c1',
        userId: 'james',
        secret: { kind: 'code' },
        deviceIds: lockIds,
        validFrom: inHours(1),
        validUntil: inHours(25),
        issuedBy: 'rafael',
        at: clock.now(),
        ...changes,
      }),
    settle: (credentialId?: string) => settleCredential(deps, look(credentialId)),
    reconcile: () => reconcileAccess(deps, { buildingId, at: clock.now(), signal }),
    /** Carries out what the timers have sent by now. */
    async ring() {
      for (const { message } of schedules.take(clock.now())) {
        const { credentialId } = parseInput(credentialTimerBody, JSON.parse(message.body), 'timer');
        await settleCredential(deps, look(credentialId));
      }
    },
  };
}
