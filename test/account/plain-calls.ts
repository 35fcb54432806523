import * as z from 'zod';

interface Place {
  readonly endpoint: string;
  readonly region: string;
}

const answerSchema = z.record(z.string(), z.unknown());

/** JSON services whose SDK client this project has no other use for. */
const TARGETS = { events: 'AWSEvents', logs: 'Logs_20140328' } as const;

interface Call {
  readonly method: 'GET' | 'POST';
  readonly path?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The emulator reads the service from the credentials' scope, and takes any signature while it judges nobody. */
async function call(
  { endpoint, region }: Place,
  service: string,
  { path = '', headers, ...request }: Call,
): Promise<string> {
  const scope = `testing/20260101/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
  const response = await fetch(`${endpoint}${path}`, { ...request, headers: { ...headers, authorization } });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} answers ${response.status}: ${text}`);
  return text;
}

/** An operation of EventBridge or of CloudWatch Logs. Throws with the service's answer. */
export async function callJsonService(
  place: Place,
  service: keyof typeof TARGETS,
  operation: string,
  request: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const text = await call(place, service, {
    method: 'POST',
    body: JSON.stringify(request),
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${TARGETS[service]}.${operation}` },
  });
  return answerSchema.parse(JSON.parse(text));
}

/** What AWS Backup has under a path of its API. Throws with its answer. */
export async function askBackup(place: Place, path: string): Promise<Record<string, unknown>> {
  return answerSchema.parse(JSON.parse(await call(place, 'backup', { method: 'GET', path })));
}

/** Who hears what a topic of SNS is told: addresses. */
export async function subscribersOf(place: Place, topicArn: string): Promise<string[]> {
  const request = { Action: 'ListSubscriptionsByTopic', Version: '2010-03-31', TopicArn: topicArn };
  const answer = await call(place, 'sns', {
    method: 'POST',
    body: new URLSearchParams(request).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  return [...answer.matchAll(/<Endpoint>([^<]+)<\/Endpoint>/g)].map(([, address = '']) => address);
}
