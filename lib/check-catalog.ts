import type { FunctionDefinition, QueueDefinition } from '@bos/kernel/function-definition';

/** API Gateway gives up after 30 seconds; a function that runs longer works for nobody. */
const LONGEST_HTTP_SECONDS = 29;
/** DynamoDB throttles the readers of a stream when there are more. */
const MOST_STREAM_READERS = 2;
/** Of one event source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html */
const MOST_PATTERNS = 5;

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

function problemsOf(definition: FunctionDefinition, queues: ReadonlyMap<string, QueueDefinition>): string[] {
  const { name, timeoutSeconds, trigger } = definition;
  const problems: string[] = [];
  for (const right of definition.rights) {
    if (right.kind === 'send' && !queues.has(right.queue)) problems.push(`${name} sends to unknown ${right.queue}`);
  }
  switch (trigger.kind) {
    case 'queue': {
      const queue = queues.get(trigger.queue);
      if (queue === undefined) problems.push(`${name} reads unknown queue ${trigger.queue}`);
      else if (queue.visibilitySeconds < timeoutSeconds) {
        problems.push(`${name} may run ${timeoutSeconds} s, but ${queue.name} shows its messages again after less`);
      }
      break;
    }
    case 'http':
      if (timeoutSeconds > LONGEST_HTTP_SECONDS) problems.push(`${name} answers http and may run over 29 s`);
      break;
    case 'schedule':
      if (trigger.everySeconds % 60 !== 0) problems.push(`${name} is not due every so many whole minutes`);
      if (timeoutSeconds > trigger.everySeconds) problems.push(`${name} could overlap itself`);
      break;
    case 'stream':
      if (trigger.patterns.length > MOST_PATTERNS)
        problems.push(`${name} filters by more than ${MOST_PATTERNS} patterns`);
      break;
    case 'mission-step':
      break;
  }
  return problems;
}

/** Throws an error that names everything in the catalog that AWS would refuse, or accept and do wrongly. */
export function checkCatalog(catalog: readonly FunctionDefinition[], queues: readonly QueueDefinition[]): void {
  const byName = new Map(queues.map((queue) => [queue.name, queue]));
  const routeKeys = catalog.flatMap(({ trigger }) =>
    trigger.kind === 'http' ? trigger.routes.map(({ routeKey }) => routeKey) : [],
  );
  const readers = catalog.filter(({ trigger }) => trigger.kind === 'stream');
  const problems = [
    ...repeated(catalog.map(({ name }) => name)).map((name) => `two functions are named ${name}`),
    ...repeated(routeKeys).map((routeKey) => `two functions answer ${routeKey}`),
    ...(readers.length > MOST_STREAM_READERS ? [`the stream has ${readers.length} readers`] : []),
    ...catalog.flatMap((definition) => problemsOf(definition, byName)),
  ];
  if (problems.length > 0) throw new Error(`The catalog cannot be deployed:\n  ${problems.join('\n  ')}`);
}
