import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { COLUMNS } from './columns.ts';
import type { Act, RosterPlan } from './plan-roster.ts';
import type { RosterImport } from './roster-import.ts';
import { KEPT_BECAUSE, type RosterStep } from './roster-step.ts';

const TAG = 'Rosters';
const path = '/v1/buildings/{buildingId}/roster';
const building = z.object({ buildingId: z.string() });
const one = building.extend({
  importId: z.string().regex(/^[0-9A-Z]{26}$/, 'must be an id'),
});

/** What API Gateway and a function take at once, with room to spare. */
const LONGEST_FILE = 2_000_000;
/** What a person can look through; the numbers above count all. */
const MOST_LISTED = 500;

const file = z
  .object({
    csv: z.string().min(1).max(LONGEST_FILE).optional().describe('The file as text.'),
    base64: z.base64().min(1).max(LONGEST_FILE).optional().describe('Or its bytes: UTF-8, UTF-16 or Latin-1.'),
  })
  .refine(({ csv, base64 }) => (csv === undefined) !== (base64 === undefined), {
    path: ['csv'],
    message: 'either the text or the bytes',
  });

const example = {
  csv: 'unidade;torre;andar;nome;papel;telefone\n1504;A;15;Teresa Gonçalves;morador;(11) 90000-0361\n0704;A;7;Carlos Lima;proprietário;+55 11 90000-0303\n',
};

const count = z.number().int();
const acts = z.object({ create: count, change: count, unchanged: count });

export const rosterPreviewView = z
  .object({
    lines: count,
    units: acts,
    people: acts,
    problems: z.array(z.object({ line: count, column: z.enum(COLUMNS).optional(), rule: z.string() })),
    changes: z
      .array(z.object({ line: count, of: z.enum(['unit', 'person']), act: z.enum(['create', 'change']) }))
      .describe(`By line; ${MOST_LISTED} at the most, as of the problems.`),
  })
  .meta({ id: 'RosterPreview' });

export const rosterImportView = z
  .object({
    id: z.string(),
    status: z.enum(['applying', 'applied', 'undoing', 'undone']),
    startedBy: z.string(),
    startedAt: z.string(),
    lines: count,
    finishedAt: z.string().optional(),
    unitsCreated: count.optional(),
    unitsChanged: count.optional(),
    peopleAdded: count.optional(),
    peopleChanged: count.optional(),
    undoneAt: z.string().optional(),
    takenBack: count.optional(),
    kept: count.optional(),
    left: z
      .array(z.object({ line: count, of: z.enum(['unit', 'person']), id: z.string(), because: z.enum(KEPT_BECAUSE) }))
      .optional()
      .describe('What was left when it was undone, and why.'),
  })
  .meta({ id: 'RosterImport' });

const READING =
  'A table with headings in Portuguese, Spanish or English: unit, tower, floor, bedrooms, name, role, phone, email, language; parted by semicolons, commas or tabs.';

export const previewRosterRoute = defineRoute({
  operationId: 'previewRoster',
  method: 'POST',
  path: `${path}/preview`,
  summary: 'What the import of a roster would do',
  description: `${READING} Nothing is written.`,
  tag: TAG,
  permission: 'people:update',
  params: building,
  body: file,
  examples: { body: example },
  response: {
    status: 200,
    description: 'What would be done, and what stands in its way, by line.',
    schema: rosterPreviewView,
  },
});

export const importRosterRoute = defineRoute({
  operationId: 'importRoster',
  method: 'POST',
  path: `${path}/imports`,
  summary: 'Import units and people',
  description: [
    READING,
    'All of it, or nothing where any line is wrong. A roster adds roles and units to those that people have and takes',
    'nothing away. The same file again is the same import; while it is `applying`, sending it again goes on with it.',
  ].join(' '),
  tag: TAG,
  permission: 'people:update',
  params: building,
  body: file,
  examples: { body: example },
  response: { status: 201, description: 'The import.', schema: rosterImportView },
  errors: [
    { status: 400, code: 'ROSTER_REFUSED', description: 'Lines are wrong; each is named, nothing was imported.' },
    { status: 409, code: 'ROSTER_UNDOING', description: 'An import of that file is being taken back.' },
  ],
});

export const getRosterImportRoute = defineRoute({
  operationId: 'getRosterImport',
  method: 'GET',
  path: `${path}/imports/{importId}`,
  summary: 'One import',
  tag: TAG,
  permission: 'people:update',
  params: one,
  response: { status: 200, description: 'The import.', schema: rosterImportView },
});

export const undoRosterRoute = defineRoute({
  operationId: 'undoRosterImport',
  method: 'POST',
  path: `${path}/imports/{importId}/undo`,
  summary: 'Take an import back',
  description: [
    'What it made or changed and nobody has changed or used since. Who was nobody here before has no right any more, and is',
    'forgotten like any unknown sender. While it is `undoing`, asking again goes on with it.',
  ].join(' '),
  tag: TAG,
  permission: 'people:update',
  params: one,
  response: { status: 200, description: 'The import, with what was left and why.', schema: rosterImportView },
  errors: [
    { status: 409, code: 'ROSTER_NOT_APPLIED', description: 'It was cut short: import the same file again first.' },
    { status: 409, code: 'ROSTER_CHANGED_MEANWHILE', description: 'It is being worked on.' },
  ],
});

export const rosterRoutes: readonly RouteContract[] = [
  previewRosterRoute,
  importRosterRoute,
  getRosterImportRoute,
  undoRosterRoute,
];

const countOf = (all: readonly { readonly act: Act }[]) => ({
  create: all.filter(({ act }) => act === 'create').length,
  change: all.filter(({ act }) => act === 'change').length,
  unchanged: all.filter(({ act }) => act === 'unchanged').length,
});

export function viewPlan({ lines, units, people, problems }: RosterPlan) {
  const listed = (of: 'unit' | 'person', all: RosterPlan['units'] | RosterPlan['people']) =>
    all.flatMap(({ wanted: { line }, act }) => (act === 'unchanged' ? [] : [{ line, of, act }]));
  const changes = [...listed('unit', units), ...listed('person', people)].toSorted((a, b) => a.line - b.line);
  return {
    lines,
    units: countOf(units),
    people: countOf(people),
    problems: problems
      .slice(0, MOST_LISTED)
      .map(({ line, column, rule }) => ({ line, rule, ...(column !== '' && { column }) })),
    changes: changes.slice(0, MOST_LISTED),
  };
}

/** `steps` where it is told what was left. */
export function viewImport(roster: RosterImport, steps: readonly RosterStep[] = []) {
  const { buildingId: _building, importId, ...rest } = roster;
  const left = steps.flatMap(({ line, undo, ...step }) =>
    undo === undefined || undo === 'taken_back'
      ? []
      : [{ line, of: step.kind, id: step.kind === 'unit' ? step.unitId : step.userId, because: undo }],
  );
  return { id: importId, ...viewOf(rest), ...(roster.status === 'undone' && { left: left.slice(0, MOST_LISTED) }) };
}

function viewOf(roster: Omit<RosterImport, 'buildingId' | 'importId'>) {
  return rosterImportView.omit({ id: true, left: true }).parse(roster);
}
