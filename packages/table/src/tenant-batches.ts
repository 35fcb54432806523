import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { ATTRIBUTES } from './definition.ts';
import { buildingOf } from './stored-item.ts';

type Requests = NonNullable<BatchGetCommand['input']['RequestItems']>;

/** One batch for each building whose items it names: nobody's rights reach the items of two. */
export function splitBatch({ input }: BatchGetCommand): ReadonlyMap<string, BatchGetCommand> {
  const byBuilding = new Map<string, Requests>();
  for (const [tableName, { Keys = [], ...options }] of Object.entries(input.RequestItems ?? {})) {
    const groups = Map.groupBy(Keys, (key) => buildingOf(String(key[ATTRIBUTES.partitionKey])) ?? '');
    for (const [buildingId, group] of groups)
      byBuilding.set(buildingId, { ...byBuilding.get(buildingId), [tableName]: { ...options, Keys: group } });
  }
  return new Map(
    [...byBuilding].map(([buildingId, RequestItems]) => [buildingId, new BatchGetCommand({ ...input, RequestItems })]),
  );
}

const answerSchema = z.object({
  Responses: z.record(z.string(), z.array(z.unknown())).default({}),
  UnprocessedKeys: z
    .record(z.string(), z.looseObject({ Keys: z.array(z.record(z.string(), z.unknown())).default([]) }))
    .default({}),
});

/** The answers to the parts of a batch as the answer to the whole. */
export function joinBatches(answers: readonly unknown[]): z.infer<typeof answerSchema> {
  const whole: z.infer<typeof answerSchema> = { Responses: {}, UnprocessedKeys: {} };
  for (const { Responses, UnprocessedKeys } of answers.map((answer) => answerSchema.parse(answer))) {
    for (const [tableName, found] of Object.entries(Responses))
      whole.Responses[tableName] = [...(whole.Responses[tableName] ?? []), ...found];
    for (const [tableName, { Keys, ...options }] of Object.entries(UnprocessedKeys))
      whole.UnprocessedKeys[tableName] = {
        ...options,
        Keys: [...(whole.UnprocessedKeys[tableName]?.Keys ?? []), ...Keys],
      };
  }
  return whole;
}
