import type { Role } from '@bos/kernel/role';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { defineTool, type Risk } from '../tools/tool.ts';
import type { Requester } from '../tools/tool-context.ts';
import { createToolRegistry } from '../tools/tool-registry.ts';
import type { PlanStep } from './plan.ts';
import { type ValidationContext, validatePlan } from './validate-plan.ts';

const now = new Date('2026-11-22T12:00:00.000Z');

function tool(name: string, risk: Risk, roles: readonly Role[] | 'anyone', reserved = false) {
  return defineTool({
    name,
    version: 1,
    description: name,
    input: z.object({ text: z.string().optional(), count: z.number().int().optional() }),
    output: z.object({ id: z.string(), size: z.number().int(), note: z.string().optional() }),
    risk,
    roles,
    reserved,
    execute: async () => ({ kind: 'completed', output: { id: 'x', size: 1 } }),
  });
}

const registry = createToolRegistry([
  tool('note.write', 'write', ['resident']),
  tool('door.open', 'physical', ['resident', 'guest']),
  tool('pay', 'spend', ['resident']),
  tool('staff.only', 'write', ['manager']),
  tool('tell', 'write', 'anyone'),
  tool('kept.back', 'write', 'anyone', true),
]);

const resident: Requester = { userId: 'maria', roles: ['resident'], unitIds: ['1203'], inForce: true };
const context: ValidationContext = {
  registry,
  requester: resident,
  agentTools: new Set(['note.write', 'door.open', 'pay', 'staff.only', 'tell', 'kept.back']),
  intents: [{ intent: 'i', confidence: 1, sure: true, slots: {} }],
  now,
};

const step = (stepId: string, name: string, input: PlanStep['input'] = {}, ...dependsOn: string[]): PlanStep => ({
  stepId,
  intent: 'i',
  tool: name,
  input,
  dependsOn,
});

function codes(steps: readonly PlanStep[], changes: Partial<ValidationContext> = {}): string[] {
  const verdict = validatePlan({ steps: [...steps] }, { ...context, ...changes });
  return verdict.ok ? [] : verdict.refused.map(({ scope, stepId = '-', code }) => `${scope} ${stepId} ${code}`);
}

describe('a plan that may run', () => {
  test('has known tools, allowed to agent and requester, with inputs that parse and references that fit', () => {
    const steps = [
      step('s1', 'note.write', { text: 'a' }),
      step('s2', 'door.open', { text: '$steps.s1.output.id', count: '$steps.s1.output.size' }, 's1'),
    ];
    expect(codes(steps)).toEqual([]);
  });
});

describe('a plan whose planner is at fault', () => {
  test.each<[string, PlanStep[], string[]]>([
    ['is empty', [], ['plan - PLAN_EMPTY']],
    ['has a tool that does not exist', [step('s1', 'rm.rf')], ['plan s1 TOOL_UNKNOWN']],
    ['has a step twice', [step('s1', 'tell'), step('s1', 'tell')], ['plan s1 STEP_TWICE']],
    ['waits for a step that is not there', [step('s1', 'tell', {}, 's9')], ['plan s1 DEPENDENCY_UNKNOWN']],
    ['has input that does not parse', [step('s1', 'tell', { count: 'many' })], ['plan s1 INVALID_INPUT']],
    [
      'refers to a step that it does not depend on',
      [step('s1', 'tell'), step('s2', 'tell', { text: '$steps.s1.output.id' })],
      ['plan s2 BAD_REFERENCE'],
    ],
    [
      'refers to what a tool does not put out',
      [step('s1', 'tell'), step('s2', 'tell', { text: '$steps.s1.output.secret' }, 's1')],
      ['plan s2 BAD_REFERENCE'],
    ],
    [
      'refers to what a tool may leave out',
      [step('s1', 'tell'), step('s2', 'tell', { text: '$steps.s1.output.note' }, 's1')],
      ['plan s2 BAD_REFERENCE'],
    ],
    [
      'hands a number to a text',
      [step('s1', 'tell'), step('s2', 'tell', { text: '$steps.s1.output.size' }, 's1')],
      ['plan s2 REFERENCE_TYPE'],
    ],
    [
      'has no such field to refer from',
      [step('s1', 'tell'), step('s2', 'tell', { other: '$steps.s1.output.id' }, 's1')],
      ['plan s2 REFERENCE_TYPE'],
    ],
  ])('%s', (_fault, steps, expected) => {
    expect(codes(steps)).toEqual(expected);
  });

  test('has a cycle', () => {
    const steps = [
      step('s1', 'tell', {}, 's3'),
      step('s2', 'tell', {}, 's1'),
      step('s3', 'tell', {}, 's2'),
      step('s4', 'tell'),
    ];
    expect(codes(steps)).toEqual(['plan s1 CYCLE', 'plan s2 CYCLE', 'plan s3 CYCLE']);
  });

  test('has more than twelve steps', () => {
    expect(codes(Array.from({ length: 13 }, (_unused, index) => step(`s${index + 1}`, 'tell')))).toEqual([
      'plan - PLAN_TOO_LONG',
    ]);
  });

  test('uses a tool that is not the agent’s, or serves what nobody asked for', () => {
    expect(codes([step('s1', 'tell')], { agentTools: new Set() })).toEqual(['plan s1 TOOL_NOT_FOR_AGENT']);
    expect(codes([{ ...step('s1', 'tell'), intent: 'other' }])).toEqual(['plan s1 INTENT_UNKNOWN']);
  });
});

describe('a step that this person may not have done', () => {
  test.each<[string, Requester, string[]]>([
    ['by role', resident, ['step s1 NOT_ALLOWED']],
    ['without a role', { ...resident, roles: [] }, ['step s1 NOT_ALLOWED']],
  ])('is refused %s, and only that step', (_why, requester, expected) => {
    expect(codes([step('s1', 'staff.only'), step('s2', 'tell')], { requester })).toEqual(expected);
  });

  test.each<[string, Partial<Requester>]>([
    ['not in force', { inForce: false }],
    ['before the stay', { validFrom: '2026-11-22T12:00:00.001Z' }],
    ['from the end of the stay on', { validUntil: '2026-11-22T12:00:00.000Z' }],
  ])('is refused when the membership is %s', (_why, changes) => {
    expect(codes([step('s1', 'door.open')], { requester: { ...resident, ...changes } })).toEqual([
      'step s1 NOT_ALLOWED',
    ]);
  });

  test('is refused when it moves something or spends without a sure reading', () => {
    const intents = [{ intent: 'i', confidence: 0.9, sure: false, slots: {} }];
    const steps = [step('s1', 'door.open'), step('s2', 'pay'), step('s3', 'note.write')];
    expect(codes(steps, { intents })).toEqual(['step s1 NOT_SURE', 'step s2 NOT_SURE']);
  });

  test('is refused when its tool is reserved', () => {
    expect(codes([step('s1', 'kept.back')])).toEqual(['step s1 TOOL_RESERVED']);
  });
});
