import * as z from 'zod';

const list = z.unknown().transform((value): readonly unknown[] => (Array.isArray(value) ? value : [value]));
const texts = list.pipe(z.array(z.string()));

const conditionSchema = z.record(z.string(), z.record(z.string(), list.pipe(z.array(z.coerce.string()))));

const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.unknown().optional(),
  Action: texts,
  Resource: texts.optional(),
  Condition: conditionSchema.optional(),
});

export type Statement = z.infer<typeof statementSchema>;

/** A policy as a service gives it back. Anything that is not evaluated here, such as `NotAction`, does not parse. */
export const policySchema = z.looseObject({ Statement: z.array(statementSchema) });

/** What IAM knows of a request: condition keys, such as `kms:ViaService`, with their values. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** What somebody wants to do. */
export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly context?: RequestContext;
}

function valuesOf(context: RequestContext, key: string): readonly string[] {
  const found = context[key];
  if (found === undefined) return [];
  return typeof found === 'string' ? [found] : found;
}

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const expressions = new Map<string, RegExp>();

function expressionOf(source: string, flags: string): RegExp {
  const key = `${flags}/${source}`;
  const made = expressions.get(key) ?? new RegExp(`^${source}$`, flags);
  expressions.set(key, made);
  return made;
}

/**
 * `*` is any text, `?` any character, `${aws:PrincipalTag/…}` what the request's context has under that name, everything
 * else itself. A variable that the context does not have is like nothing.
 */
function matches(pattern: string, text: string, context: RequestContext = {}, flags = 's'): boolean {
  let source = '';
  for (const [position, part] of pattern.split(/\$\{([^}]+)\}/).entries()) {
    if (position % 2 === 0) source += literally(part).replaceAll('\\*', '.*').replaceAll('\\?', '.');
    else {
      const [value] = valuesOf(context, part);
      if (value === undefined) return false;
      source += literally(value);
    }
  }
  return expressionOf(source, flags).test(text);
}

type Comparison = (found: string, wanted: string, context: RequestContext) => boolean;

const isLike: Comparison = (found, wanted, context) => matches(wanted, found, context);
const isEqual: Comparison = (found, wanted) => found === wanted;

/** The operators that our policies use, but for `Null`. */
const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: isEqual,
  StringLike: isLike,
  ArnLike: isLike,
  Bool: isEqual,
  NumericLessThan: (found, wanted) => Number(found) < Number(wanted),
};

const OF_ALL = 'ForAllValues:';

/**
 * Whether the values that a request has under a key meet what a policy wants of them. None meets no operator, with two
 * exceptions: `ForAllValues` is true of none, and `Null` asks just for that.
 */
function meets(
  operator: string,
  found: readonly string[],
  wanted: readonly string[],
  context: RequestContext,
): boolean {
  if (operator === 'Null') return wanted.includes(String(found.length === 0));
  const ofAll = operator.startsWith(OF_ALL);
  const compare = COMPARISONS[ofAll ? operator.slice(OF_ALL.length) : operator];
  if (compare === undefined) throw new Error(`no policy of ours was expected to use ${operator}`);
  if (!ofAll && found.length > 1) throw new Error(`${operator} asks for one value, and there are ${found.join(', ')}`);
  return (ofAll || found.length > 0) && found.every((value) => wanted.some((one) => compare(value, one, context)));
}

function conditionsHold({ Condition = {} }: Statement, context: RequestContext): boolean {
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => meets(operator, valuesOf(context, key), wanted, context)),
  );
}

/** Whether a statement is about that action on that resource, under whatever conditions. */
function names(statement: Statement, { action, resource, context }: Question): boolean {
  return (
    statement.Action.some((pattern) => matches(pattern, action, {}, 'i')) &&
    (statement.Resource ?? ['*']).some((pattern) => matches(pattern, resource, context))
  );
}

/** Whether the verdict may hang on a condition: who evaluates none cannot be asked. */
export function dependsOnCondition(statements: readonly Statement[], question: Question): boolean {
  return statements.some((statement) => statement.Condition !== undefined && names(statement, question));
}

/** As IAM decides: refused unless allowed, and a refusal outweighs everything. */
export function isAllowed(statements: readonly Statement[], question: Question): boolean {
  const concerning = statements.filter(
    (statement) => names(statement, question) && conditionsHold(statement, question.context ?? {}),
  );
  return concerning.length > 0 && concerning.every(({ Effect }) => Effect === 'Allow');
}

/** Whether a resource's policy refuses whoever comes without TLS. */
export function refusesPlainHttp(policy: string): boolean {
  if (policy === '') return false;
  return policySchema
    .parse(JSON.parse(policy))
    .Statement.some(
      ({ Effect, Condition }) => Effect === 'Deny' && Condition?.Bool?.['aws:SecureTransport']?.includes('false'),
    );
}
