import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { QUEUES } from '../queue-definitions.ts';
import { HOME_ASSISTANT, READ, READ_WRITE } from './rights.ts';

/** What runs again and again. */
export const SCHEDULES: readonly FunctionDefinition[] = [
  {
    name: 'schedule-sweep',
    description: 'Drives again what has been pending for more than a minute.',
    entry: 'functions/schedules/sweep.ts',
    trigger: { kind: 'schedule', everySeconds: 60 },
    rights: [
      ...READ,
      { kind: 'send', queue: QUEUES.inbound.name },
      { kind: 'send', queue: QUEUES.outbound.name },
      { kind: 'send', queue: QUEUES.media.name },
      { kind: 'send', queue: QUEUES.missions.name },
      { kind: 'send', queue: QUEUES.timers.name },
    ],
    timeoutSeconds: 50,
    memoryMegabytes: 512,
  },
  {
    name: 'schedule-retention',
    description: 'Resolves conversations that nobody writes in, and forgets who has left or was never known.',
    entry: 'functions/schedules/retention.ts',
    // Twice a day: no alarm can wait two days for a function that did not run.
    trigger: { kind: 'schedule', everySeconds: 43_200 },
    rights: [
      { kind: 'table', access: 'read-write' },
      { kind: 'data-key', destroys: true },
      { kind: 'documents', access: 'read-write' },
    ],
    timeoutSeconds: 900,
    memoryMegabytes: 512,
  },
  {
    name: 'schedule-seal-audit',
    description: 'Closes the hours of the audit trails that are over, each with a hash over its records.',
    entry: 'functions/schedules/seal-audit.ts',
    trigger: { kind: 'schedule', everySeconds: 3_600 },
    rights: [{ kind: 'table', access: 'read-write' }],
    // A day that was missed is caught up for 10,000 buildings.
    timeoutSeconds: 900,
    memoryMegabytes: 512,
  },
  {
    name: 'schedule-forget-documents',
    description: 'Removes the identity documents of guests whose time is over.',
    entry: 'functions/schedules/forget-documents.ts',
    trigger: { kind: 'schedule', everySeconds: 43_200 },
    rights: [...READ_WRITE, { kind: 'documents', access: 'read-write' }],
    timeoutSeconds: 900,
    memoryMegabytes: 512,
  },
  {
    name: 'schedule-import-calendars',
    description: 'Imports the calendars of units that others keep.',
    entry: 'functions/schedules/import-calendars.ts',
    trigger: { kind: 'schedule', everySeconds: 3_600 },
    rights: READ_WRITE,
    timeoutSeconds: 900,
    memoryMegabytes: 512,
  },
  {
    name: 'schedule-reconcile-access',
    description: 'Holds locks, stays, parcels and tasks against what should be, and ends the permissions of visitors.',
    entry: 'functions/schedules/reconcile-access.ts',
    trigger: { kind: 'schedule', everySeconds: 3_600 },
    rights: [
      ...READ_WRITE,
      { kind: 'schedule', queue: QUEUES.timers.name },
      // What is due already is sent at once.
      { kind: 'send', queue: QUEUES.timers.name },
    ],
    timeoutSeconds: 900,
    memoryMegabytes: 512,
  },
  {
    name: 'schedule-watch-devices',
    description: 'Notices silent devices, and finds out what became of commands that broke off.',
    entry: 'functions/schedules/watch-devices.ts',
    trigger: { kind: 'schedule', everySeconds: 300 },
    rights: [
      ...READ_WRITE,
      HOME_ASSISTANT,
      { kind: 'send', queue: QUEUES.devices.name },
      { kind: 'send', queue: QUEUES.timers.name },
    ],
    timeoutSeconds: 280,
    memoryMegabytes: 512,
  },
];
