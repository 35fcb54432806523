import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { physicalName } from '../../lib/names.ts';
import { ACCOUNT } from '../engines/launcher/localstack.ts';

/** The physical name, by which Lambda knows the function. */
export function deployedName(environment: string, definition: Pick<FunctionDefinition, 'name'>): string {
  return physicalName(environment, definition.name);
}

/** In LocalStack's account, so that its ARNs and ours agree. */
export function functionArn(region: string, name: string): string {
  return `arn:aws:lambda:${region}:${ACCOUNT}:function:${name}`;
}

/** `arn:aws:lambda:region:account:function:name:qualifier`, `account:function:name`, or a name with a qualifier. */
export function nameIn(reference: string): string {
  const parts = reference.split(':');
  const marker = parts.indexOf('function');
  return parts[marker + 1] ?? reference;
}
