import { Stack, Validations } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import * as z from 'zod';

const reference = z.union([
  z.object({ Ref: z.string() }).transform(({ Ref }) => `<${Ref}>`),
  z.object({ 'Fn::ImportValue': z.string() }).transform(({ 'Fn::ImportValue': name }) => name),
]);
const resolved = z.union([
  z.string(),
  z
    .object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.union([z.string(), reference]))]) })
    .transform(({ 'Fn::Join': [, parts] }) => parts.join('')),
]);

/**
 * Acknowledges wildcards that stand for names which are made at run time. `arns` are the resources as they stand in the
 * role, each with its wildcard last.
 */
export function acknowledgeNamesOfRunTime(role: Role, arns: readonly string[]): void {
  for (const arn of arns) {
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${resolved.parse(Stack.of(role).resolve(arn))}]`,
      reason:
        'What it stands for is named at run time, after a mission, a ticket or a message; what all of it belongs to is named.',
    });
  }
}
