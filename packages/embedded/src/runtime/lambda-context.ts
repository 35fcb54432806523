import type { Clock } from '@bos/kernel/clock';
import type { Context } from 'aws-lambda';
import type { DeployedFunction } from './deployed-function.ts';

/** The account and region that stand in names of resources on one machine. */
export const LOCAL_ACCOUNT = '000000000000';
export const LOCAL_REGION = 'local';

const VERSION = '$LATEST';

/** The `context` of a Lambda invocation that must end by `deadline` (milliseconds since the epoch). */
export function lambdaContext(
  { name, memoryMegabytes }: DeployedFunction['definition'],
  invocation: { readonly requestId: string; readonly deadline: number; readonly clock: Clock },
): Context {
  const { requestId, deadline, clock } = invocation;
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: name,
    functionVersion: VERSION,
    invokedFunctionArn: `arn:aws:lambda:${LOCAL_REGION}:${LOCAL_ACCOUNT}:function:${name}`,
    memoryLimitInMB: String(memoryMegabytes),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: VERSION,
    getRemainingTimeInMillis: () => Math.max(0, deadline - clock.now().getTime()),
    done: withdrawn,
    fail: withdrawn,
    succeed: withdrawn,
  };
}

/** Present Lambda runtimes answer with the returned promise alone. */
function withdrawn(): never {
  throw new Error('A handler answers with its promise.');
}
