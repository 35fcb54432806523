import type { Role } from '@bos/kernel/role';
import type * as z from 'zod';
import type { ToolContext } from './tool-context.ts';

/**
 * `read` changes nothing, `write` changes our own table under a deterministic id and may be repeated, `physical` and
 * `spend` act on the world and are never repeated blindly, `personal_data` hands data about people out.
 */
export const RISKS = ['read', 'write', 'physical', 'spend', 'personal_data'] as const;
export type Risk = (typeof RISKS)[number];

/** Facts that explain a failure to the person: a name, candidates. */
export type FailureDetail = Readonly<Record<string, unknown>>;

/**
 * What came of a call. A refusal that is to be expected is `failed` with a code, never an exception. `unknown`: the
 * effect may have happened or not, and nobody can tell.
 */
export type ToolOutcome<O = Readonly<Record<string, unknown>>> =
  | { readonly kind: 'completed'; readonly output: O }
  | { readonly kind: 'failed'; readonly code: string; readonly detail?: FailureDetail }
  | { readonly kind: 'unknown'; readonly detail?: FailureDetail };

export function failed(code: string, detail?: FailureDetail) {
  return detail === undefined ? ({ kind: 'failed', code } as const) : ({ kind: 'failed', code, detail } as const);
}

type Fields = Readonly<Record<string, unknown>>;

export interface ToolOptions<I extends Fields, O extends Fields> {
  /** `room.action` */
  readonly name: string;
  readonly version: number;
  readonly description: string;
  readonly input: z.ZodType<I>;
  readonly output: z.ZodType<O>;
  readonly risk: Risk;
  /** Who may ask for it. 'anyone' includes people without a membership: only for what cannot harm. */
  readonly roles: readonly Role[] | 'anyone';
  /** Never planned by an agent, whoever asks. */
  readonly reserved?: boolean;
  /** After that many seconds its signal is aborted; 20 when not given. */
  readonly deadlineSeconds?: number;
  /** By default one key a step. */
  readonly idempotencyKey?: (input: I, step: { readonly missionId: string; readonly stepId: string }) => string;
  readonly execute: (input: I, context: ToolContext) => Promise<ToolOutcome<O>>;
  /** Physical and spending tools: finds out what a broken-off attempt has done. */
  readonly readBack?: (input: I, context: ToolContext) => Promise<ToolOutcome<O>>;
  /** Undoes a completed call; must tolerate being called twice. */
  readonly compensate?: (input: I, output: O, context: ToolContext) => Promise<void>;
}

/** A tool whose types are checked at its edge: input and output are parsed on every call. */
export interface Tool {
  readonly name: string;
  readonly version: number;
  readonly description: string;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly risk: Risk;
  readonly roles: readonly Role[] | 'anyone';
  readonly reserved: boolean;
  readonly deadlineSeconds: number;
  readonly compensates: boolean;
  idempotencyKey(input: unknown, step: { readonly missionId: string; readonly stepId: string }): string;
  /** Wrong input is `failed` with INVALID_INPUT. Throws when the tool gives an output that it does not declare. */
  execute(input: unknown, context: ToolContext): Promise<ToolOutcome>;
  /** `unknown` where the tool cannot find out. */
  readBack(input: unknown, context: ToolContext): Promise<ToolOutcome>;
  compensate(input: unknown, output: unknown, context: ToolContext): Promise<void>;
}

const DEFAULT_DEADLINE_SECONDS = 20;

/** A tool may be run a second time when its effect is idempotent by our own table. */
export function isRepeatable({ risk }: Pick<Tool, 'risk'>): boolean {
  return risk !== 'physical' && risk !== 'spend';
}

export function defineTool<I extends Fields, O extends Fields>(options: ToolOptions<I, O>): Tool {
  const { name, version, description, input, output, risk, roles } = options;

  async function call(
    run: (input: I, context: ToolContext) => Promise<ToolOutcome<O>>,
    raw: unknown,
    context: ToolContext,
  ): Promise<ToolOutcome> {
    const parsed = input.safeParse(raw);
    if (!parsed.success) return failed('INVALID_INPUT', { fields: fieldsOf(parsed.error) });
    const outcome = await run(parsed.data, context);
    return outcome.kind === 'completed' ? { ...outcome, output: output.parse(outcome.output) } : outcome;
  }

  return {
    name,
    version,
    description,
    input,
    output,
    risk,
    roles,
    reserved: options.reserved ?? false,
    deadlineSeconds: options.deadlineSeconds ?? DEFAULT_DEADLINE_SECONDS,
    compensates: options.compensate !== undefined,
    idempotencyKey(raw, step) {
      const parsed = input.safeParse(raw);
      const own = options.idempotencyKey;
      return own !== undefined && parsed.success ? own(parsed.data, step) : `${step.missionId}/${step.stepId}`;
    },
    execute: (raw, context) => call(options.execute, raw, context),
    readBack: (raw, context) => call(options.readBack ?? (async () => ({ kind: 'unknown' })), raw, context),
    async compensate(rawInput, rawOutput, context) {
      await options.compensate?.(input.parse(rawInput), output.parse(rawOutput), context);
    },
  };
}

function fieldsOf(error: z.ZodError): string[] {
  return error.issues.map((issue) => issue.path.join('.'));
}
