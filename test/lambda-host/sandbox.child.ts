/** The process in which one function lives: loads it, then handles one event after the other. */
import { type InvocationMessage, isInvocationMessage } from './invocation-message.ts';
import { type Handler, loadHandler } from './load-handler.ts';
import { PlatformError, runtimeError } from './runtime-error.ts';
import type { SandboxReply } from './sandbox-reply.ts';

/** Exit codes of Lambda's own runtime. */
const UNHANDLED_REJECTION = 128;
const UNCAUGHT_EXCEPTION = 129;
const FAILED_START = 1;

const { env } = process;

function reply(message: SandboxReply, sent: () => void = () => undefined): void {
  process.send?.(message, sent);
}

function die(thrown: unknown, exitCode: number): void {
  reply({ kind: 'died', error: runtimeError(thrown) }, () => process.exit(exitCode));
}

function contextOf({ requestId, functionArn, deadline }: InvocationMessage): object {
  return {
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: functionArn,
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

function serialised(result: unknown): string {
  try {
    return JSON.stringify(result) ?? 'null';
  } catch {
    throw new Error('Unable to stringify response body');
  }
}

async function answer(handler: Handler, message: InvocationMessage): Promise<SandboxReply> {
  try {
    const event: unknown = JSON.parse(message.payload);
    const payload = serialised(await handler(event, contextOf(message)));
    return { kind: 'succeeded', payload, peakKilobytes: process.resourceUsage().maxRSS };
  } catch (thrown) {
    return { kind: 'failed', error: runtimeError(thrown), peakKilobytes: process.resourceUsage().maxRSS };
  }
}

process.on('uncaughtException', (error) => die(error, UNCAUGHT_EXCEPTION));
process.on('unhandledRejection', (reason) =>
  die(new PlatformError('Runtime.UnhandledPromiseRejection', String(reason)), UNHANDLED_REJECTION),
);
// The host is gone: nobody is left to answer to.
process.on('disconnect', () => process.exit());

try {
  const handler = await loadHandler(env.LAMBDA_TASK_ROOT ?? '');
  process.on('message', (message: unknown) => {
    if (isInvocationMessage(message)) void answer(handler, message).then(reply);
  });
  reply({ kind: 'ready' });
} catch (error) {
  die(error, FAILED_START);
}
