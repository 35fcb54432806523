import type { TransitionTable } from '@bos/kernel/transitions';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';

const count = z.int().min(0);

const common = {
  buildingId: z.string(),
  importId: z.string(),
  /** The user id of who began it, or `command-line`. */
  startedBy: z.string(),
  startedAt: z.string(),
  lines: count,
};

/** How many units and people it made or changed. What stood so already is not counted. */
const done = {
  finishedAt: z.string(),
  unitsCreated: count,
  unitsChanged: count,
  peopleAdded: count,
  peopleChanged: count,
};

/** `applying` and `undoing` are also those that were cut short: the same request goes on with them. */
export const rosterImportSchema = z.discriminatedUnion('status', [
  z.object({ ...common, status: z.literal('applying') }),
  z.object({ ...common, ...done, status: z.literal('applied') }),
  z.object({ ...common, status: z.literal('undoing') }),
  z.object({
    ...common,
    status: z.literal('undone'),
    undoneAt: z.string(),
    takenBack: count,
    /** What somebody has changed or used since, and is left as it is. */
    kept: count,
  }),
]);

/** One import of a roster. Neither the file nor anything of what it says is kept. */
export type RosterImport = z.infer<typeof rosterImportSchema>;

export const ROSTER_IMPORT_TRANSITIONS: TransitionTable<RosterImport['status']> = {
  applying: ['applied'],
  applied: ['undoing'],
  undoing: ['undone'],
  undone: [],
};

function restingSince(roster: RosterImport): string | undefined {
  switch (roster.status) {
    case 'applying':
    case 'undoing':
      return undefined;
    case 'applied':
      return roster.finishedAt;
    case 'undone':
      return roster.undoneAt;
  }
}

export const rosterImportEntity = defineEntity<RosterImport>({
  type: 'roster_import',
  description: 'An import of units and people from a file.',
  schemaVersion: 1,
  schema: rosterImportSchema,
  keys: { PK: 'BUILDING#{buildingId}', SK: 'ROSTER#{importId}' },
  states: { field: 'status', moves: ROSTER_IMPORT_TRANSITIONS },
  retention: { period: 'operation', from: restingSince },
});
