import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { FIXTURE_CATALOG, FIXTURE_MISSION_DEFINITION, FIXTURE_QUEUES } from './fixture-catalog.ts';
import { synthesise } from './synthesise.ts';

const { missions, resources } = synthesise();

describe('a queue', () => {
  test.each(FIXTURE_QUEUES)('$name is FIFO, encrypted, and has dead letters of its own', (queue) => {
    const all = resources('AWS::SQS::Queue');
    const live = all.find(({ Properties }) => Properties.QueueName === `bos-dev-${queue.name}.fifo`);
    const dead = all.find(({ Properties }) => Properties.QueueName === `bos-dev-${queue.name}-dead.fifo`);
    expect(dead?.Properties).toMatchObject({ FifoQueue: true });
    expect(live?.Properties).toMatchObject({
      FifoQueue: true,
      VisibilityTimeout: queue.visibilitySeconds,
      RedrivePolicy: {
        maxReceiveCount: queue.maxReceives,
        deadLetterTargetArn: { 'Fn::GetAtt': [dead?.logicalId, 'Arn'] },
      },
    });
  });

  test('is encrypted with the customer key and closed to plain HTTP, whichever it is', () => {
    const queues = resources('AWS::SQS::Queue');
    const policies = JSON.stringify(resources('AWS::SQS::QueuePolicy'));
    for (const { Properties, logicalId } of queues) {
      expect(Properties).toHaveProperty('KmsMasterKeyId');
      expect(policies).toContain(logicalId);
    }
    missions.allResourcesProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });
});

describe('an event source', () => {
  test('reports partial failures, whichever it is', () => {
    missions.resourceCountIs('AWS::Lambda::EventSourceMapping', 3);
    missions.allResourcesProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  test('of the stream halves a failing batch, gives up in the end and says what it gave up', () => {
    missions.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::ImportValue': Match.anyValue() },
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 10,
      MaximumRecordAgeInSeconds: 3600,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': Match.anyValue() } } },
    });
  });

  test('of the stream sets its function off for what the catalog names alone', () => {
    missions.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      StartingPosition: 'TRIM_HORIZON',
      FilterCriteria: { Filters: [{ Pattern: '{"dynamodb":{"NewImage":{"type":{"S":["receipt"]}}}}' }] },
    });
  });

  test.each([
    [10, 50],
    [1, 2],
  ])('of a queue takes %i at a time, at most %i times at once', (BatchSize, MaximumConcurrency) => {
    missions.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize,
      ScalingConfig: { MaximumConcurrency },
    });
  });
});

describe('a schedule', () => {
  test('runs its function at its rate and does not repeat a failed tick', () => {
    missions.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Targets: [Match.objectLike({ RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 } })],
    });
    missions.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 });
  });
});

describe('the mission state machine', () => {
  test('calls the functions of the mission steps', () => {
    missions.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineName: 'bos-dev-missions',
      StateMachineType: 'STANDARD',
      DefinitionSubstitutions: {
        MissionPlan: { 'Fn::GetAtt': Match.anyValue() },
        MissionAwait: { 'Fn::GetAtt': Match.anyValue() },
      },
    });
  });

  test('is encrypted and traced, and logs everything but what people said', () => {
    missions.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
      EncryptionConfiguration: Match.objectLike({ Type: 'CUSTOMER_MANAGED_KMS_KEY' }),
    });
  });

  test('may invoke the mission steps and no other function', () => {
    const steps = FIXTURE_CATALOG.filter(({ trigger }) => trigger.kind === 'mission-step').length;
    const role = missions.findResources('AWS::IAM::Role', {
      Properties: { Description: 'What the mission state machine may do' },
    });
    expect(JSON.stringify(role).match(/lambda:InvokeFunction/g)).toHaveLength(1);
    missions.hasResourceProperties('AWS::IAM::Role', {
      Description: 'What the mission state machine may do',
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              {
                Action: 'lambda:InvokeFunction',
                Effect: 'Allow',
                Resource: Array.from({ length: steps }, () => ({ 'Fn::GetAtt': Match.anyValue() })),
              },
            ],
          },
        },
      ],
    });
  });

  test('is refused when its definition calls a function that the catalog does not have', () => {
    const missionDefinition = FIXTURE_MISSION_DEFINITION.replaceAll('MissionPlan', 'MissionGuess');
    expect(() => synthesise({ missionDefinition })).toThrow(
      /calls MissionAwait, MissionGuess; the catalog has MissionAwait, MissionPlan/,
    );
  });
});
