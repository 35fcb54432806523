import type { SynthesisedResource } from './synthesise.ts';

/**
 * What is lost with a resource of the type, should CloudFormation make another in its place: it does when the logical id
 * changes (a construct is renamed or moved), or a name of its own.
 */
const LOST: Readonly<Record<string, string>> = {
  'AWS::Backup::BackupVault': 'the copies of the table that are in it',
  'AWS::Cognito::UserPool': 'everybody who signs in, with passwords and second factors',
  'AWS::Cognito::UserPoolClient': 'the client id that the console and mobile applications sign in with',
  'AWS::DynamoDB::GlobalTable': 'everything: people, conversations, missions, tickets',
  'AWS::DynamoDB::Table': 'everything: people, conversations, missions, tickets',
  'AWS::KMS::Key': 'what is encrypted with it, backups included, once the old key is deleted',
  'AWS::Logs::LogGroup': 'what was logged, up to 90 days back',
  'AWS::S3::Bucket': 'the documents in it',
  'AWS::SNS::Topic': 'who is told of alarms: every address must confirm again',
  'AWS::SQS::Queue': 'the messages that wait in it, dead letters included',
  'AWS::SSM::Parameter': 'the value that an operator gave it',
  'AWS::Scheduler::ScheduleGroup': 'the schedules in it: what was to happen at a time never does',
  'AWS::SecretsManager::Secret': 'the value that an operator gave it',
  'AWS::StepFunctions::StateMachine': 'the missions that are running: they are ended',
};

const NAME_PROPERTIES = [
  'BackupVaultName',
  'BucketName',
  'ClientName',
  'LogGroupName',
  'Name',
  'QueueName',
  'StateMachineName',
  'TableName',
  'TopicName',
  'UserPoolName',
];

/** By type, stack, logical id and name, what holds state: one line each, sorted. */
export function statefulResources(all: readonly SynthesisedResource[]): string[] {
  return all
    .filter(({ Type }) => Type in LOST)
    .map(({ Type, Properties, stack, logicalId }) => {
      const name = NAME_PROPERTIES.map((property) => Properties[property]).find((value) => typeof value === 'string');
      return [Type, `${stack}/${logicalId}`, ...(name === undefined ? [] : [name])].join(' ');
    })
    .sort();
}

/** What has gone from the committed list and what has come to it, in words; empty when nothing has. */
export function describeChanges(committed: readonly string[], present: readonly string[]): string {
  const gone = committed.filter((line) => !present.includes(line));
  const come = present.filter((line) => !committed.includes(line));
  const told = [
    ...gone.map(
      (line) => `gone: ${line}\n      A deployment would lose ${LOST[line.split(' ')[0] ?? ''] ?? 'what it holds'}.`,
    ),
    ...come.map((line) => `new:  ${line}`),
  ];
  if (told.length === 0) return '';
  return [
    'Resources that hold state are not those of the committed list.',
    ...told,
    ...(gone.length > 0
      ? [
          'Give a moved construct its old id back (overrideLogicalId), or say in docs/aws.md what an operator does first.',
        ]
      : []),
    'To accept it: ACCEPT_STATEFUL_RESOURCES=1 npm run test:infra -- stateful-resources',
  ].join('\n');
}
