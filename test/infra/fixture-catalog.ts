import type { FunctionDefinition, QueueDefinition } from '@bos/kernel/function-definition';

/** One function of each kind of trigger, and each right at least once. */
export const FIXTURE_CATALOG: readonly FunctionDefinition[] = [
  {
    name: 'whatsapp-webhook',
    description: 'Receives messages',
    entry: 'functions/webhooks/whatsapp.ts',
    trigger: {
      kind: 'http',
      routes: [
        { routeKey: 'GET /webhooks/whatsapp', public: true },
        { routeKey: 'POST /webhooks/whatsapp', public: true },
      ],
    },
    rights: [
      { kind: 'table', access: 'write' },
      { kind: 'secret', name: 'whatsapp-app-secret' },
      { kind: 'secret', name: 'whatsapp-verify-token' },
      { kind: 'parameter', name: 'whatsapp-graph-url' },
    ],
    timeoutSeconds: 10,
    memoryMegabytes: 512,
  },
  {
    name: 'approvals-api',
    description: 'Approvals of missions',
    entry: 'functions/api/approvals.ts',
    trigger: {
      kind: 'http',
      routes: [
        { routeKey: 'GET /v1/buildings/{buildingId}/approvals', public: false },
        { routeKey: 'POST /v1/buildings/{buildingId}/approvals/{approvalId}/decision', public: false },
      ],
    },
    rights: [{ kind: 'table', access: 'read-write' }, { kind: 'missions', access: 'answer' }, { kind: 'data-key' }],
    timeoutSeconds: 15,
    memoryMegabytes: 512,
  },
  {
    name: 'change-router',
    description: 'Routes changes of the table to queues',
    entry: 'functions/streams/change-router.ts',
    trigger: {
      kind: 'stream',
      batchSize: 100,
      patterns: [{ dynamodb: { NewImage: { type: { S: ['receipt'] } } } }],
    },
    rights: [
      { kind: 'send', queue: 'inbound' },
      { kind: 'send', queue: 'emergency' },
    ],
    timeoutSeconds: 30,
    memoryMegabytes: 512,
  },
  {
    name: 'inbound-worker',
    description: 'Understands messages',
    entry: 'functions/queues/inbound.ts',
    trigger: { kind: 'queue', queue: 'inbound', batchSize: 10, concurrency: 50 },
    rights: [{ kind: 'table', access: 'read-write' }, { kind: 'missions', access: 'start' }, { kind: 'data-key' }],
    timeoutSeconds: 30,
    memoryMegabytes: 1024,
    assets: ['packages/agents/model'],
  },
  {
    name: 'emergency-worker',
    description: 'Acts on danger',
    entry: 'functions/queues/emergency.ts',
    trigger: { kind: 'queue', queue: 'emergency', batchSize: 1, concurrency: 1 },
    rights: [{ kind: 'table', access: 'read-write' }],
    timeoutSeconds: 30,
    memoryMegabytes: 1024,
  },
  {
    name: 'sweep',
    description: 'Drives on what has been pending for a minute',
    entry: 'functions/schedules/sweep.ts',
    trigger: { kind: 'schedule', everySeconds: 60 },
    rights: [
      { kind: 'table', access: 'read' },
      { kind: 'send', queue: 'inbound' },
    ],
    timeoutSeconds: 50,
    memoryMegabytes: 512,
  },
  {
    name: 'mission-plan',
    description: 'Plans a mission',
    entry: 'functions/missions/plan.ts',
    trigger: { kind: 'mission-step' },
    rights: [{ kind: 'table', access: 'read-write' }],
    timeoutSeconds: 60,
    memoryMegabytes: 512,
  },
  {
    name: 'mission-await',
    description: 'Stores the token of a waiting mission',
    entry: 'functions/missions/await.ts',
    trigger: { kind: 'mission-step' },
    rights: [
      { kind: 'table', access: 'read-write' },
      { kind: 'missions', access: 'answer' },
    ],
    timeoutSeconds: 30,
    memoryMegabytes: 512,
  },
];

export const FIXTURE_QUEUES: readonly QueueDefinition[] = [
  { name: 'inbound', description: 'Received messages', visibilitySeconds: 180, maxReceives: 6 },
  { name: 'emergency', description: 'Received emergencies', visibilitySeconds: 180, maxReceives: 10 },
];

const lambdaStep = (name: string, next: { Next: string } | { End: true }, resource = 'lambda:invoke'): object => ({
  Type: 'Task',
  Resource: `arn:aws:states:::${resource}`,
  Arguments: { FunctionName: `\${${name}}`, Payload: { missionId: '{% $states.input.missionId %}' } },
  ...next,
});

/** A definition that calls both mission steps of the fixture catalog. */
export const FIXTURE_MISSION_DEFINITION = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'Plan',
  States: {
    Plan: lambdaStep('MissionPlan', { Next: 'Await' }),
    Await: lambdaStep('MissionAwait', { End: true }),
  },
});
