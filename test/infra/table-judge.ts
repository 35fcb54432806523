import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { partitionsOf } from '@bos/table/tenant-keys';
import * as z from 'zod';
import type { Synthesised } from './synthesise.ts';

/**
 * IAM's verdict on requests to the table, in our own reading of its documentation, for no emulator judges
 * `dynamodb:LeadingKeys`: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */

const list = z.unknown().transform((value): readonly unknown[] => (Array.isArray(value) ? value : [value]));
const texts = list.pipe(z.array(z.string()));

const statementSchema = z.strictObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: texts,
  Resource: list,
  Condition: z.record(z.string(), z.record(z.string(), texts)).default({}),
});

/** What a role's policy says of the table. */
export interface TableStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** Places: see `places.ts`. */
  readonly on: readonly string[];
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** What somebody wants to do: an action, where, on items of which partitions, in a session tagged with which building. */
export interface TableQuestion {
  readonly action: string;
  readonly on: string;
  readonly keys: readonly string[];
  readonly building?: string | undefined;
}

const roleSchema = z.object({
  Description: z.string(),
  Policies: z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(z.unknown()) }) })),
});

/** The statements about DynamoDB of the role with that description. Throws when there is none, or one is not understood. */
export function tableStatementsOf({ resources, place }: Synthesised, description: string): TableStatement[] {
  const role = resources('AWS::IAM::Role').find(({ Properties }) => Properties.Description === description);
  if (role === undefined) throw new Error(`No role says “${description}”`);
  return roleSchema
    .parse(role.Properties)
    .Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter((statement) => JSON.stringify(statement).includes('"dynamodb:'))
    .map((statement) => statementSchema.parse(statement))
    .filter(({ Action }) => Action.some((action) => action.startsWith('dynamodb:')))
    .map(({ Effect, Action, Resource, Condition }) => ({
      effect: Effect,
      actions: Action,
      on: Resource.map((on) => place(role.stack, on)),
      conditions: Condition,
    }));
}

/** `*` is any text, `?` any character, everything else itself. */
function like(pattern: string, text: string): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(text);
}

/** A pattern with the session's tag in it; undefined, which is like nothing, when the session has none. */
function resolved(pattern: string, building: string | undefined): string | undefined {
  const [before = '', after] = pattern.split(`\${aws:PrincipalTag/building}`);
  if (after === undefined) return pattern;
  return building === undefined ? undefined : `${before}${building}${after}`;
}

function holds({ conditions }: TableStatement, { keys, building }: TableQuestion): boolean {
  return Object.entries(conditions).every(([operator, byKey]) =>
    Object.entries(byKey).every(([key, wanted]) => {
      if (key !== 'dynamodb:LeadingKeys') throw new Error(`${operator} ${key} is not understood here`);
      if (operator === 'Null') return wanted.includes(String(keys.length === 0));
      if (operator !== 'ForAllValues:StringLike') throw new Error(`${operator} is not understood here`);
      // True of none: IAM's documentation warns of it.
      return keys.every((one) =>
        wanted.some((pattern) => {
          const known = resolved(pattern, building);
          return known !== undefined && like(known, one);
        }),
      );
    }),
  );
}

export function isAllowed(statements: readonly TableStatement[], question: TableQuestion): boolean {
  const about = statements.filter(
    (statement) =>
      statement.actions.some((action) => like(action, question.action)) &&
      statement.on.some((on) => like(on, question.on)) &&
      holds(statement, question),
  );
  return about.some(({ effect }) => effect === 'Allow') && !about.some(({ effect }) => effect === 'Deny');
}

const ACTIONS = new Map<unknown, string>([
  [GetCommand, 'GetItem'],
  [BatchGetCommand, 'BatchGetItem'],
  [QueryCommand, 'Query'],
  [PutCommand, 'PutItem'],
  [UpdateCommand, 'UpdateItem'],
  [DeleteCommand, 'DeleteItem'],
]);

/** What IAM is asked when this request to the table comes; about a transaction it is asked action by action. */
export function questionsOf(command: unknown, table: string): TableQuestion[] {
  if (command instanceof TransactWriteCommand)
    return (command.input.TransactItems ?? []).map(({ Put, Update, Delete, ConditionCheck }) => {
      const action = (Put && 'PutItem') || (Update && 'UpdateItem') || (Delete && 'DeleteItem') || 'ConditionCheckItem';
      const key = Put?.Item ?? (Update ?? Delete ?? ConditionCheck)?.Key;
      return { action: `dynamodb:${action}`, on: table, keys: [String(key?.PK)] };
    });
  const action = ACTIONS.get(Object.getPrototypeOf(command).constructor);
  const named = partitionsOf(command);
  if (action === undefined || named === undefined) throw new Error('a request that nobody judges');
  const index = command instanceof QueryCommand ? command.input.IndexName : undefined;
  return [
    {
      action: `dynamodb:${action}`,
      on: index === undefined ? table : `${table}/index/${index}`,
      keys: [...named.items, ...named.asked],
    },
  ];
}
