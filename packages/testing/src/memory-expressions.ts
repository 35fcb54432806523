import * as z from 'zod';

type Item = Readonly<Record<string, unknown>>;

export interface Conditional {
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Record<string, unknown> | undefined;
}

/** Whether a condition holds, of those that the table package makes; throws on any other. */
export function holds(
  item: Item | undefined,
  { ConditionExpression, ExpressionAttributeValues: values = {} }: Conditional,
): boolean {
  switch (ConditionExpression) {
    case undefined:
      return true;
    case 'attribute_not_exists(#PK)':
      return item === undefined;
    case 'attribute_exists(#PK)':
      return item !== undefined;
    case 'attribute_not_exists(#PK) OR #ttl <= :ttl0':
      return item === undefined || Number(item.ttl ?? Number.NaN) <= Number(values[':ttl0']);
    case '#version = :version0':
      return item?.version === values[':version0'];
    default:
      throw new Error(`The table in memory does not know the condition ${ConditionExpression}`);
  }
}

interface Update extends Conditional {
  readonly UpdateExpression?: string | undefined;
}

const countersSchema = z.looseObject({
  version: z.number(),
  data: z.looseObject({ counts: z.record(z.string(), z.number()) }),
});

const SUM = /#data\.#counts\.(#c\d+) = if_not_exists\(#data\.#counts\.\1, :zero\) \+ (:c\d+)/g;

/** The item after the one kind of update that the table package makes: numbers are added to; throws on any other. */
export function increased(item: Item, { UpdateExpression = '', ...update }: Update): Record<string, unknown> {
  const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = update;
  const rest = UpdateExpression.replace(SUM, '').replace(/^SET (, )*/, '');
  if (rest !== '#version = #version + :one, #updated_at = :updated_at') {
    throw new Error(`The table in memory does not know the update ${UpdateExpression}`);
  }
  const { version, data, ...others } = countersSchema.parse(item);
  const counts = { ...data.counts };
  for (const [, placeholder = '', value = ''] of UpdateExpression.matchAll(SUM)) {
    const name = names[placeholder] ?? '';
    counts[name] = (counts[name] ?? 0) + Number(values[value]);
  }
  return { ...others, version: version + 1, updated_at: values[':updated_at'], data: { ...data, counts } };
}
