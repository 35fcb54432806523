/** A place in the output of another step: `$steps.s1.output.ticketId`. */
export interface Reference {
  readonly stepId: string;
  readonly path: readonly string[];
}

export interface FoundReference {
  /** Where it stands in the input. */
  readonly at: readonly string[];
  /** Undefined when it begins like a reference and is none. */
  readonly reference: Reference | undefined;
}

const PREFIX = '$steps.';
const REFERENCE = /^\$steps\.(s[1-9]\d?)\.output((?:\.[A-Za-z_]\w*)+)$/;
const ESCAPED = /^\$+steps\./;

/**
 * What somebody wrote, as input of a step: text that looks like a reference is marked as text, so that no message can
 * reach into another step's output.
 */
export function literal(text: string): string {
  return ESCAPED.test(text) ? `$${text}` : text;
}

function parseReference(text: string): Reference | undefined {
  const [, stepId, path] = REFERENCE.exec(text) ?? [];
  return stepId === undefined || path === undefined ? undefined : { stepId, path: path.slice(1).split('.') };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every reference in a step's input, at any depth. */
export function findReferences(input: unknown, at: readonly string[] = []): FoundReference[] {
  if (typeof input === 'string') return input.startsWith(PREFIX) ? [{ at, reference: parseReference(input) }] : [];
  if (Array.isArray(input)) return input.flatMap((value, index) => findReferences(value, [...at, String(index)]));
  if (!isRecord(input)) return [];
  return Object.entries(input).flatMap(([name, value]) => findReferences(value, [...at, name]));
}

/** Thrown for a reference to what no step has put out; a validated plan has none. */
export class UnresolvedReferenceError extends Error {
  constructor(text: string) {
    super(`Nothing stands at ${text}.`);
    this.name = 'UnresolvedReferenceError';
  }
}

function follow(text: string, outputs: ReadonlyMap<string, unknown>): unknown {
  const reference = parseReference(text);
  let value = reference === undefined ? undefined : outputs.get(reference.stepId);
  for (const name of reference?.path ?? []) value = isRecord(value) ? value[name] : undefined;
  if (value === undefined) throw new UnresolvedReferenceError(text);
  return value;
}

/** The input with every reference replaced by what stands there, and marked text as it was written. */
export function resolveReferences(input: unknown, outputs: ReadonlyMap<string, unknown>): unknown {
  if (typeof input === 'string') {
    if (input.startsWith(PREFIX)) return follow(input, outputs);
    return ESCAPED.test(input) ? input.slice(1) : input;
  }
  if (Array.isArray(input)) return input.map((value) => resolveReferences(value, outputs));
  if (!isRecord(input)) return input;
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, resolveReferences(value, outputs)]));
}
