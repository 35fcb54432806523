import { functionEnvironment, parameterName } from '@bos/aws/function-environment';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { CATALOG } from '../../functions/catalog.ts';
import { known } from '../../lib/known.ts';
import { namedPlaces } from './named-places.ts';
import { synthesiseSystem } from './synthesise.ts';

const system = synthesiseSystem();
const { place, resources } = system;
const places = namedPlaces(system);

const variablesSchema = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) });

/** Of `rate(12 hours)`. */
function secondsOf(rate: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(rate) ?? [];
  return (
    Number(count) *
    known(
      new Map([
        ['minute', 60],
        ['hour', 3_600],
        ['day', 86_400],
      ]),
      unit,
      'unit',
    )
  );
}

describe('what sets a function of the catalog off, and what it is told', () => {
  test.each(CATALOG)(
    '$name has the variables of its rights, each naming the right thing, and no other',
    (definition) => {
      const [fn] = resources('AWS::Lambda::Function').filter(
        ({ stack, logicalId }) => `${stack}/${logicalId}` === places.lambda(definition.name),
      );
      const { Variables } = variablesSchema.parse(fn?.Properties).Environment;
      const told = Object.fromEntries(
        Object.entries(Variables).map(([name, value]) => [name, place(fn?.stack ?? '', value)]),
      );
      expect(told).toEqual(
        functionEnvironment(definition, {
          environment: 'dev',
          tableName: places.tableName,
          stateMachineArn: places.stateMachine,
          dataKeyArn: places.dataKey,
          keysTableName: places.keysTableName,
          tokenIssuer: places.tokenIssuer,
          queueUrl: places.queueUrl,
          secretArn: places.secret,
          tenantRoleArn: places.tenantRole,
          documentsBucket: places.bucketName,
          schedules: { groupName: places.scheduleGroup(), roleArn: places.scheduleRole(), queueArn: places.queue },
        }),
      );
    },
  );

  test('an event source for each queue and stream of the catalog, of the size that it says', () => {
    const sources = resources('AWS::Lambda::EventSourceMapping').map(({ stack, Properties }) => ({
      of: place(stack, Properties.FunctionName),
      from: place(stack, Properties.EventSourceArn),
      batchSize: Properties.BatchSize,
      scaling: Properties.ScalingConfig,
      filter: Properties.FilterCriteria,
    }));
    const declared = CATALOG.flatMap(({ name, trigger }): typeof sources => {
      const of = places.lambda(name);
      if (trigger.kind === 'queue') {
        const { queue, batchSize, concurrency } = trigger;
        const scaling = { MaximumConcurrency: concurrency };
        return [{ of, from: places.queue(queue), batchSize, scaling, filter: undefined }];
      }
      if (trigger.kind !== 'stream') return [];
      const Filters = trigger.patterns.map((pattern) => ({ Pattern: JSON.stringify(pattern) }));
      return [{ of, from: places.stream, batchSize: trigger.batchSize, scaling: undefined, filter: { Filters } }];
    });
    const byFunction = <T extends { of: string }>(list: T[]): T[] => list.toSorted((a, b) => a.of.localeCompare(b.of));
    expect(byFunction(sources)).toEqual(byFunction(declared));
  });

  test('a rule for each schedule of the catalog', () => {
    const targets = z.array(z.object({ Arn: z.unknown() })).length(1);
    const rules = resources('AWS::Events::Rule').map(({ stack, Properties }) => [
      place(stack, targets.parse(Properties.Targets)[0]?.Arn),
      secondsOf(z.string().parse(Properties.ScheduleExpression)),
    ]);
    const declared = CATALOG.flatMap(({ name, trigger }) => {
      if (trigger.kind !== 'schedule') return [];
      return [[`${places.lambda(name)}.Arn`, trigger.everySeconds]];
    });
    expect(rules.toSorted()).toEqual(declared.toSorted());
  });

  test('a route for each that the catalog names, to the function that names it', () => {
    const uriOf = new Map(
      resources('AWS::ApiGatewayV2::Integration').map(({ stack, logicalId, Properties }) => [
        `integrations/${stack}/${logicalId}`,
        place(stack, Properties.IntegrationUri),
      ]),
    );
    const routes = resources('AWS::ApiGatewayV2::Route').map(({ stack, Properties }) =>
      [Properties.RouteKey, Properties.AuthorizationType, uriOf.get(place(stack, Properties.Target))].join(' '),
    );
    const declared = CATALOG.flatMap(({ name, trigger }) =>
      trigger.kind === 'http'
        ? trigger.routes.map((route) => `${route.routeKey} ${route.public ? 'NONE' : 'JWT'} ${places.lambda(name)}.Arn`)
        : [],
    );
    expect(routes.toSorted()).toEqual(declared.toSorted());
  });

  test('the parameters and secrets that its rights name, and none that nobody reads', () => {
    const named = (kind: 'secret' | 'parameter'): string[] =>
      CATALOG.flatMap(({ rights }) => rights.flatMap((right) => (right.kind === kind ? [right.name] : [])));
    const names = (type: string): unknown[] =>
      resources(type)
        .map(({ Properties }) => Properties.Name)
        .toSorted();
    const distinct = (list: string[]): string[] => [...new Set(list)].toSorted();
    expect(names('AWS::SecretsManager::Secret')).toEqual(distinct(named('secret').map((name) => `bos/dev/${name}`)));
    expect(names('AWS::SSM::Parameter')).toEqual(
      distinct(named('parameter').map((name) => parameterName('dev', name))),
    );
  });
});
