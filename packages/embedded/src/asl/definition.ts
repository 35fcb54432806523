import * as z from 'zod';
import type { AslFault, ReportFault } from './definition-error.ts';

/** The subset of Amazon States Language (JSONata mode) that is interpreted. Unknown fields are refused. */

const STATE_NAME_LENGTH = 80;
const LONGEST_SECONDS = 99_999_999;
const LONGEST_RETRY_SECONDS = 31_622_400;

const stateName = z.string().min(1).max(STATE_NAME_LENGTH);
const expression = z.templateLiteral(['{%', z.string(), '%}']);
const assign = z.record(
  z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,79}$/, 'a variable is a letter followed by letters, digits or _')
    .refine((name) => name !== 'states', 'states is reserved'),
  z.unknown(),
);
const described = { Comment: z.string().optional(), QueryLanguage: z.literal('JSONata').optional() };
const effects = { Output: z.unknown().optional(), Assign: assign.optional() };
const flow = { Next: stateName.optional(), End: z.literal(true).optional() };
const seconds = (least: number) => z.union([z.int().min(least).max(LONGEST_SECONDS), expression]);

const errorEquals = z.array(z.string().min(1)).min(1);
const retrier = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorEquals,
  IntervalSeconds: z.int().min(1).max(LONGEST_RETRY_SECONDS).default(1),
  MaxAttempts: z.int().min(0).max(LONGEST_SECONDS).default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.int().min(1).max(LONGEST_RETRY_SECONDS).optional(),
  JitterStrategy: z.literal('NONE').default('NONE'),
});
const catcher = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorEquals,
  Next: stateName,
  ...effects,
});
const recovery = { Retry: z.array(retrier).default([]), Catch: z.array(catcher).default([]) };

export const TOKEN_RESOURCE = 'arn:aws:states:::lambda:invoke.waitForTaskToken';
const task = z.strictObject({
  Type: z.literal('Task'),
  ...described,
  ...effects,
  ...flow,
  ...recovery,
  Resource: z.literal(['arn:aws:states:::lambda:invoke', TOKEN_RESOURCE]),
  Arguments: z.strictObject({ FunctionName: z.string().min(1), Payload: z.unknown().default({}) }),
  TimeoutSeconds: seconds(1).optional(),
  HeartbeatSeconds: seconds(1).optional(),
});
const choice = z.strictObject({
  Type: z.literal('Choice'),
  ...described,
  ...effects,
  Choices: z
    .array(
      z.strictObject({
        Comment: z.string().optional(),
        Condition: z.union([z.boolean(), expression]),
        Next: stateName,
        ...effects,
      }),
    )
    .min(1),
  Default: stateName.optional(),
});
const wait = z.strictObject({
  Type: z.literal('Wait'),
  ...described,
  ...effects,
  ...flow,
  Seconds: seconds(0).optional(),
  Timestamp: z.union([z.iso.datetime({ offset: true }), expression]).optional(),
});
const pass = z.strictObject({ Type: z.literal('Pass'), ...described, ...effects, ...flow });
const succeed = z.strictObject({ Type: z.literal('Succeed'), ...described, Output: z.unknown().optional() });
const fail = z.strictObject({
  Type: z.literal('Fail'),
  ...described,
  Error: z.string().optional(),
  Cause: z.string().optional(),
});
const map = z.strictObject({
  Type: z.literal('Map'),
  ...described,
  ...effects,
  ...flow,
  ...recovery,
  Items: z.union([z.array(z.unknown()), expression]),
  ItemSelector: z.unknown().optional(),
  MaxConcurrency: z.union([z.int().min(0), expression]).default(0),
  ItemProcessor: z.lazy((): z.ZodType<ScopeDefinition> => processor),
});
const simpleStates = [task, choice, wait, pass, succeed, fail] as const;
const stateDefinition = z.discriminatedUnion('Type', [...simpleStates, map]);
const scope = { StartAt: stateName, States: z.record(stateName, stateDefinition) };
const processor = z.strictObject({
  Comment: z.string().optional(),
  ProcessorConfig: z.strictObject({ Mode: z.literal('INLINE') }).optional(),
  ...scope,
});
const machineDefinition = z.strictObject({
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata'),
  Version: z.literal('1.0').optional(),
  TimeoutSeconds: z.int().min(1).max(LONGEST_SECONDS).optional(),
  ...scope,
});

export type TaskDefinition = z.infer<typeof task>;
export type ChoiceDefinition = z.infer<typeof choice>;
export type WaitDefinition = z.infer<typeof wait>;
export type MapDefinition = z.infer<typeof map>;
export type StateDefinition = z.infer<typeof stateDefinition>;
export type CatcherDefinition = z.infer<typeof catcher>;
export type RetrierDefinition = z.infer<typeof retrier>;
export type MachineDefinition = z.infer<typeof machineDefinition>;
/** A machine or the processor of a Map: the states that share variables. */
export interface ScopeDefinition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, StateDefinition>>;
}

/** Where a parse failed, in the definition's terms: the innermost state and the path inside it. */
function locate(path: readonly PropertyKey[]): { state: string; field: string } {
  const states = path.lastIndexOf('States');
  const name = states === -1 ? undefined : path[states + 1];
  const field = name === undefined ? path : path.slice(states + 2);
  return { state: name === undefined ? '' : String(name), field: field.map(String).join('.') };
}

function faultOf(issue: z.core.$ZodIssue): AslFault {
  const { state, field } = locate(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const name = issue.keys[0] ?? '';
    return { state, field: field === '' ? name : `${field}.${name}`, problem: 'is not supported here' };
  }
  const problem = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return { state, field: field === '' ? 'definition' : field, problem };
}

/** Parses the JSON text of a definition, or reports everything in it that has another shape. */
export function parseDefinition(source: string, report: ReportFault): MachineDefinition | undefined {
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (error) {
    report({ state: '', field: 'definition', problem: error instanceof Error ? error.message : 'is not JSON' });
    return undefined;
  }
  const result = machineDefinition.safeParse(json);
  for (const issue of result.error?.issues ?? []) report(faultOf(issue));
  return result.data;
}
