import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { CATALOG } from '../../functions/catalog.ts';
import { expectedGrants, tenantGrants } from './expected-grants.ts';
import { grantsOf, rolesOf, spell } from './grants.ts';
import { namedPlaces, SCHEDULER } from './named-places.ts';
import { type Synthesised, synthesiseSystem } from './synthesise.ts';

const system = synthesiseSystem();
const places = namedPlaces(system);
const roles = rolesOf(system);

/** What AWS takes on `*` alone, and where it says so. */
const WITHOUT_RESOURCE: Readonly<Record<string, string>> = {
  'logs:CreateLogDelivery': 'https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
  'logs:DeleteLogDelivery': 'https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
  'logs:DescribeLogGroups': 'https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
  'logs:DescribeResourcePolicies': 'https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
  'logs:GetLogDelivery': 'https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
  'logs:ListLogDeliveries': 'https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
  'logs:PutResourcePolicy': 'https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
  'logs:UpdateLogDelivery': 'https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
  'xray:GetSamplingRules': 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html',
  'xray:GetSamplingTargets': 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html',
  'xray:PutTelemetryRecords': 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html',
  'xray:PutTraceSegments': 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html',
};

/** Names that are made at run time: what a right to all of them, and to nothing beside them, ends with. */
const MADE_AT_RUN_TIME = [
  /^Data\/Documents\w+\.Arn\/\*$/,
  /^arn:aws:states:[^*]+:execution:bos-dev-missions:\*$/,
  /^arn:aws:scheduler:[^*]+:schedule\/bos-dev-schedules\/\*$/,
];

const roleOfFunction = (name: string): string => `What ${name} may do`;
const MACHINE = 'What the mission state machine may do';
const BACKUP = 'What AWS Backup may do';
const tenantRole = (access: string): string => `What the API may do in one building: ${access}`;

/** What serves HTTP within a building, by how it works on the table. */
const serving = Map.groupBy(CATALOG, ({ trigger, rights }) => {
  const access = rights.flatMap((right) => (right.kind === 'table' ? [right.access] : []));
  const inBuilding =
    trigger.kind === 'http' && trigger.routes.some((route) => !route.public || route.routeKey.includes('{buildingId}'));
  return inBuilding && access.length > 0 ? tenantRole(access.length > 1 ? 'read-write' : access.join()) : undefined;
});
const TENANTS = [...serving.keys()].filter((role) => role !== undefined);

function takenBy(description: string): string[] {
  const by = (service: string): string => `Service ${service}.amazonaws.com: sts:AssumeRole on the role`;
  if (description === MACHINE) return [by('states')];
  if (description === BACKUP) return [by('backup')];
  if (TENANTS.includes(description)) {
    const tagged = 'ForAllValues:StringEquals aws:TagKeys building and StringLike aws:RequestTag/building ?*';
    return (serving.get(description) ?? []).flatMap(({ name }) =>
      ['sts:AssumeRole', 'sts:TagSession'].map(
        (action) => `AWS ${places.role(roleOfFunction(name))}: ${action} on the role if ${tagged}`,
      ),
    );
  }
  if (description !== SCHEDULER) return [by('lambda')];
  // Others' schedules could be pointed at a role that asks for nothing (the confused deputy).
  const ours = `StringEquals aws:SourceAccount <AccountId> and StringEquals aws:SourceArn ${places.scheduleGroup()}.Arn`;
  return [`${by('scheduler')} if ${ours}`];
}

function roleNamed(description: string) {
  const role = roles.find((one) => one.description === description);
  if (role === undefined) throw new Error(`No role says “${description}”`);
  return role;
}

describe('a role of a function', () => {
  test.each(CATALOG)('$name may do what its trigger and its rights say, and nothing else', (definition) => {
    const { grants, managedPolicies } = roleNamed(roleOfFunction(definition.name));
    expect([...new Set(grants.map(spell))].sort()).toEqual(expectedGrants(definition, places));
    expect(managedPolicies).toBe(0);
  });

  test('is traced by actions of X-Ray and nothing more', () => {
    const traced = rolesOf(synthesiseSystem({ context: { tracing: true } }));
    const more = traced.flatMap(({ description, grants }) => {
      const before = new Set(roleNamed(description).grants.map(spell));
      return grants.filter((grant) => !before.has(spell(grant))).map(({ action, on }) => `${action} on ${on}`);
    });
    expect([...new Set(more)].sort()).toEqual([
      'xray:GetSamplingRules on *',
      'xray:GetSamplingTargets on *',
      'xray:PutTelemetryRecords on *',
      'xray:PutTraceSegments on *',
    ]);
  });
});

describe('any role', () => {
  test('is that of a function, of the tenant of a request, of the mission state machine, of the schedules or of the backups', () => {
    expect(roles.map(({ description }) => description).sort()).toEqual(
      [...CATALOG.map(({ name }) => roleOfFunction(name)), ...TENANTS, MACHINE, SCHEDULER, BACKUP].sort(),
    );
  });

  test.each(roles)(
    '$description: it names actions and resources, and is taken by those alone whom it is for',
    (role) => {
      expect(role.assumedBy.map(spell).sort()).toEqual(takenBy(role.description).sort());
      expect(role.managedPolicies).toBe(0);
      for (const { effect, action, on } of role.grants) {
        if (effect === 'Deny') expect(action).toMatch(/^dynamodb:(Scan|PartiQL\w+)$/);
        expect(action, on).not.toContain('*');
        const wide = on.includes('*') && !MADE_AT_RUN_TIME.some((pattern) => pattern.test(on));
        if (wide) expect(WITHOUT_RESOURCE, `${action} on ${on}`).toHaveProperty([action]);
      }
    },
  );

  test('of the state machine invokes the mission steps, and encrypts for itself and for its log', () => {
    const steps = CATALOG.filter(({ trigger }) => trigger.kind === 'mission-step');
    const narrowed = roleNamed(MACHINE).grants.filter(({ on }) => on !== '*');
    const own = `StringEquals kms:EncryptionContext:aws:states:stateMachineArn ${places.stateMachine}`;
    const log = 'StringEquals kms:EncryptionContext:SourceArn arn:aws:logs:sa-east-1:<AccountId>:*';
    expect(narrowed.map(spell).sort()).toEqual(
      [
        ...steps.map(({ name }) => `lambda:InvokeFunction on ${places.lambda(name)}.Arn`),
        `kms:Decrypt on ${places.storageKey} if ${own}`,
        `kms:GenerateDataKey on ${places.storageKey} if ${own}`,
        `kms:GenerateDataKey on ${places.storageKey} if ${log}`,
      ].sort(),
    );
  });
});

describe('the role of the tenant of a request', () => {
  test.each(['read', 'read-write'] as const)(
    'to %s works on the items of the building that its session is tagged with, and on nothing else',
    (access) => {
      expect([...new Set(roleNamed(tenantRole(access)).grants.map(spell))].sort()).toEqual(
        tenantGrants(access, places),
      );
    },
  );
});

describe('the role of the schedules', () => {
  test('sends to the queues that the catalog schedules for, and to no other', () => {
    const scheduled = CATALOG.flatMap(({ rights }) =>
      rights.flatMap((right) => (right.kind === 'schedule' ? right.queue : [])),
    );
    const sqs = 'StringEquals kms:ViaService sqs.sa-east-1.amazonaws.com';
    expect(roleNamed(SCHEDULER).grants.map(spell).sort()).toEqual(
      [
        ...[...new Set(scheduled)].map((queue) => `sqs:SendMessage on ${places.queue(queue)}`),
        `kms:Decrypt on ${places.storageKey} if ${sqs}`,
        `kms:GenerateDataKey on ${places.storageKey} if ${sqs}`,
      ].sort(),
    );
  });
});

describe('the role of the backups', () => {
  test('copies the table of data into our vault, and reads nothing else', () => {
    const granted = 'Bool kms:GrantIsForAWSResource true';
    expect(roleNamed(BACKUP).grants.map(spell).sort()).toEqual(
      [
        'backup:DescribeBackupVault on arn:aws:backup:sa-east-1:<AccountId>:backup-vault:bos-dev',
        ...['DescribeTable', 'ListTagsOfResource', 'StartAwsBackupJob'].map(
          (action) => `dynamodb:${action} on ${places.table}`,
        ),
        ...['Decrypt', 'DescribeKey', 'GenerateDataKey'].map((action) => `kms:${action} on ${places.storageKey}`),
        `kms:CreateGrant on ${places.storageKey} if ${granted}`,
      ].sort(),
    );
  });
});

const policySchema = z.object({ PolicyDocument: z.unknown() });
const keySchema = z.object({ KeyPolicy: z.unknown() });

function policiesOf({ resources }: Synthesised, type: string) {
  return resources(type).flatMap(({ stack, Properties }) =>
    grantsOf(system, stack, policySchema.parse(Properties).PolicyDocument),
  );
}

describe('a policy of a resource', () => {
  test('is known here by its type', () => {
    const types = new Set(system.all.map(({ Type }) => Type).filter((type) => type.endsWith('Policy')));
    expect([...types].sort()).toEqual([
      'AWS::IAM::Policy',
      'AWS::S3::BucketPolicy',
      'AWS::SNS::TopicPolicy',
      'AWS::SQS::QueuePolicy',
    ]);
  });

  test('of a queue only refuses what comes without TLS', () => {
    for (const grant of policiesOf(system, 'AWS::SQS::QueuePolicy')) {
      expect(spell(grant)).toMatch(/^not AWS \*: sqs:\* on \S+ if Bool aws:SecureTransport false$/);
    }
  });

  test('of a bucket refuses what comes without TLS, and lets S3 alone write the record of fetches', () => {
    const allowed = policiesOf(system, 'AWS::S3::BucketPolicy').filter(({ effect }) => effect === 'Allow');
    expect(allowed.map(spell)).toEqual([
      expect.stringMatching(
        /^Service logging\.s3\.amazonaws\.com: s3:PutObject on Data\/DocumentsAccessLogs\w+\.Arn\/documents\/\* if ArnLike aws:SourceArn Data\/Documents\w+\.Arn and StringEquals aws:SourceAccount <AccountId>$/,
      ),
      expect.stringMatching(
        /^Service logging\.s3\.amazonaws\.com: s3:PutObject on Data\/DocumentsAccessLogs\w+\.Arn\/erasures\/\* if ArnLike aws:SourceArn Data\/Erasures\w+\.Arn and StringEquals aws:SourceAccount <AccountId>$/,
      ),
    ]);
  });

  test('of the topic lets alarms of this environment publish, and nobody else from outside the account’s roles', () => {
    const allowed = policiesOf(system, 'AWS::SNS::TopicPolicy').filter(({ effect }) => effect === 'Allow');
    expect(allowed.map(spell)).toEqual([
      expect.stringMatching(
        /^Service cloudwatch\.amazonaws\.com: sns:Publish on Observability\/Topic\w+ if ArnLike aws:SourceArn arn:aws:cloudwatch:sa-east-1:<AccountId>:alarm:bos-dev-\* and StringEquals aws:SourceAccount <AccountId>$/,
      ),
    ]);
  });

  test.each(CATALOG)('of $name lets in what its trigger names', ({ name, trigger }) => {
    const callers = system
      .resources('AWS::Lambda::Permission')
      .filter(({ stack, Properties }) => system.place(stack, Properties.FunctionName) === `${places.lambda(name)}.Arn`)
      .map(
        ({ stack, Properties }) =>
          `${Properties.Action} by ${Properties.Principal} of ${system.place(stack, Properties.SourceArn)}`,
      );
    const expected = {
      http: [
        /^lambda:InvokeFunction by apigateway\.amazonaws\.com of arn:aws:execute-api:sa-east-1:<AccountId>:Api\/Http\w+\/\*\/\*\/\*$/,
      ],
      schedule: [/^lambda:InvokeFunction by events\.amazonaws\.com of Missions\/\w+Schedule\w+\.Arn$/],
      // Lambda polls for these with the function's role, and the state machine invokes with its own.
      stream: [],
      queue: [],
      'mission-step': [],
    }[trigger.kind];
    expect(callers).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  });
});

describe('a policy of a key', () => {
  const account = 'AWS arn:aws:iam::<AccountId>:root: kms:* on *';
  const grants = (place: string): string[] => {
    const key = system.resources('AWS::KMS::Key').find(({ stack, logicalId }) => `${stack}/${logicalId}.Arn` === place);
    if (key === undefined) throw new Error(`There is no key ${place}`);
    return grantsOf(system, key.stack, keySchema.parse(key.Properties).KeyPolicy).map(spell).sort();
  };

  // In a key's policy `*` is the key itself: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
  test('leaves the key of field encryption to roles that are given it', () => {
    expect(grants(places.dataKey)).toEqual([account]);
  });

  // The wildcards in the actions are those of AWS's own instructions:
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
  // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
  test('opens the key of storage to log groups and alarms of this environment, and to log delivery', () => {
    const logs = (action: string): string =>
      `Service logs.sa-east-1.amazonaws.com: ${action} on * if ArnLike kms:EncryptionContext:aws:logs:arn arn:aws:logs:sa-east-1:<AccountId>:log-group:/aws/vendedlogs/bos-dev/*|arn:aws:logs:sa-east-1:<AccountId>:log-group:/bos/dev/*`;
    const alarms = (action: string): string =>
      `Service cloudwatch.amazonaws.com: ${action} on * if StringEquals aws:SourceAccount <AccountId>`;
    expect(grants(places.storageKey)).toEqual(
      [
        account,
        ...['kms:Decrypt', 'kms:Describe*', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'].map(logs),
        ...['kms:Decrypt', 'kms:GenerateDataKey*'].map(alarms),
        'Service delivery.logs.amazonaws.com: kms:Decrypt on * if StringEquals kms:EncryptionContext:SourceArn arn:aws:logs:sa-east-1:<AccountId>:*',
      ].sort(),
    );
  });
});
