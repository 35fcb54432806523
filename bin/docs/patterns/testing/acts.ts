import { DeleteCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

const WRITES = [PutCommand, DeleteCommand, UpdateCommand, TransactWriteCommand] as const;

export type Write = InstanceType<(typeof WRITES)[number]>;

export const isWrite = (command: unknown): command is Write => WRITES.some((kind) => command instanceof kind);

const keySchema = z.object({ PK: z.string(), SK: z.string() });
const partSchema = z.looseObject({
  Item: z.looseObject({ type: z.string(), version: z.number() }).optional(),
  Key: keySchema.optional(),
});

/** What lies at a key, by name. */
export type NameOfKey = (key: z.infer<typeof keySchema>) => string;

const VERBS: Readonly<Record<string, string>> = { Delete: 'remove', ConditionCheck: 'check', Update: 'add to' };

/** `create ticket`, `change message`, `check step`: what a part of a write does to an item. */
function actOf(kind: string, part: unknown, nameOfKey: NameOfKey): string {
  const { Item, Key } = partSchema.parse(part);
  if (Item) return `${Item.version === 1 ? 'create' : 'change'} ${Item.type}`;
  return `${VERBS[kind] ?? kind} ${Key ? nameOfKey(Key) : ''}`;
}

/** What a write does, item by item. */
export function actsOf(command: Write, nameOfKey: NameOfKey): string[] {
  if (!(command instanceof TransactWriteCommand)) {
    return [actOf(command.constructor.name.replace('Command', ''), command.input, nameOfKey)];
  }
  return (command.input.TransactItems ?? []).flatMap((item) =>
    Object.entries(item).map(([kind, part]) => actOf(kind, part, nameOfKey)),
  );
}

/** The same text for the same acts; how many there are of each is told by the count alone. */
export function summary(acts: readonly string[]): string {
  const counts = Map.groupBy(acts, (act) => act);
  return [...counts].map(([act, { length }]) => (length > 1 ? `${act} ×${length}` : act)).join(', ');
}
