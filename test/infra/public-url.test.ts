import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { FIXTURE_CATALOG } from './fixture-catalog.ts';
import { synthesise } from './synthesise.ts';

const bucketSchema = z.looseObject({ CorsConfiguration: z.unknown().optional() });
const functionSchema = z.looseObject({
  FunctionName: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});

function systemWith(publicUrl?: string) {
  const { resources } = synthesise({ context: publicUrl === undefined ? {} : { publicUrl } });
  const functions = resources('AWS::Lambda::Function')
    .map(({ Properties }) => functionSchema.safeParse(Properties).data)
    .filter((fn) => fn !== undefined);
  return {
    cors: resources('AWS::S3::Bucket')
      .map(({ Properties }) => bucketSchema.parse(Properties).CorsConfiguration)
      .filter((rules) => rules !== undefined),
    told: functions
      .filter(({ Environment: { Variables } }) => Variables.PUBLIC_URL !== undefined)
      .map(({ FunctionName, Environment: { Variables } }) => [FunctionName, Variables.PUBLIC_URL] as const),
  };
}

describe('the address of the pages', () => {
  test('is known to the functions of the API, and its page may send documents', () => {
    const { cors, told } = systemWith('https://aurora.example/');
    const called = FIXTURE_CATALOG.filter(({ trigger }) => trigger.kind === 'http');
    expect(called.length).toBeGreaterThan(0);
    expect(new Map(told)).toEqual(new Map(called.map(({ name }) => [`bos-dev-${name}`, 'https://aurora.example'])));
    const rule = {
      AllowedOrigins: ['https://aurora.example'],
      AllowedMethods: ['POST', 'GET'],
      AllowedHeaders: ['*'],
      MaxAge: 3_600,
    };
    expect(cors).toEqual([{ CorsRules: [rule] }]);
  });

  test('is nowhere when nobody has said it: no page of another origin sends anything', () => {
    expect(systemWith()).toEqual({ cors: [], told: [] });
  });
});
