import * as z from 'zod';
import type { Synthesised, SynthesisedResource } from './synthesise.ts';

const list = z.unknown().transform((value): readonly unknown[] => (Array.isArray(value) ? value : [value]));

const documentSchema = z.object({
  Statement: z.array(
    z.strictObject({
      Sid: z.string().optional(),
      Effect: z.enum(['Allow', 'Deny']),
      Principal: z.union([z.literal('*'), z.record(z.string(), z.unknown())]).optional(),
      Action: list.pipe(z.array(z.string())),
      Resource: list,
      Condition: z.record(z.string(), z.record(z.string(), list)).default({}),
    }),
  ),
});

/** One action on one resource, for one principal where there is one, under all of these conditions. */
export interface Grant {
  readonly effect: 'Allow' | 'Deny';
  /** `Service cloudwatch.amazonaws.com`; empty in a role. */
  readonly principal: string;
  readonly action: string;
  readonly on: string;
  /** `StringEquals kms:ViaService sqs.sa-east-1.amazonaws.com`; several values side by side, separated by `|`. */
  readonly conditions: readonly string[];
}

/** A policy taken apart. Fields that it does not know (NotAction, NotResource …) are refused. */
export function grantsOf({ place }: Synthesised, stack: string, document: unknown): Grant[] {
  const at = (value: unknown): string => place(stack, value);
  return documentSchema.parse(document).Statement.flatMap(({ Effect, Principal = {}, Action, Resource, Condition }) => {
    const principals = Object.entries(Principal === '*' ? { AWS: '*' } : Principal).flatMap(([kind, of]) =>
      (Array.isArray(of) ? of : [of]).map((one: unknown) => `${kind} ${at(one)}`),
    );
    const conditions = Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => `${operator} ${key} ${values.map(at).sort().join('|')}`),
    );
    return (principals.length === 0 ? [''] : principals).flatMap((principal) =>
      Action.flatMap((action) => Resource.map((on) => ({ effect: Effect, principal, action, on: at(on), conditions }))),
    );
  });
}

/** One line, for lists that are compared. */
export const spell = ({ effect, principal, action, on, conditions }: Grant): string =>
  [...(effect === 'Deny' ? ['not'] : []), ...(principal === '' ? [] : [`${principal}:`]), action, 'on', on]
    .concat(conditions.length === 0 ? [] : ['if', conditions.toSorted().join(' and ')])
    .join(' ');

const roleSchema = z.object({
  Description: z.string(),
  ManagedPolicyArns: z.array(z.unknown()).default([]),
  AssumeRolePolicyDocument: z.unknown(),
  Policies: z.array(z.object({ PolicyDocument: z.unknown() })).default([]),
});

export interface RoleInTemplate {
  readonly description: string;
  readonly managedPolicies: number;
  readonly assumedBy: readonly Grant[];
  readonly grants: readonly Grant[];
}

const policySchema = z.object({ PolicyDocument: z.unknown(), Roles: z.array(z.unknown()).default([]) });

/** Every role of all stacks with all that is attached to it, wherever in its stack that stands. */
export function rolesOf(system: Synthesised): RoleInTemplate[] {
  const attached = (role: SynthesisedResource): Grant[] =>
    [...system.resources('AWS::IAM::Policy'), ...system.resources('AWS::IAM::ManagedPolicy')].flatMap((policy) => {
      const { PolicyDocument, Roles } = policySchema.parse(policy.Properties);
      const to = Roles.map((of) => system.place(policy.stack, of));
      return to.includes(`${role.stack}/${role.logicalId}`) ? grantsOf(system, policy.stack, PolicyDocument) : [];
    });
  return system.resources('AWS::IAM::Role').map((role) => {
    const { Description, ManagedPolicyArns, AssumeRolePolicyDocument, Policies } = roleSchema.parse(role.Properties);
    const assumed = {
      Statement: z
        .object({ Statement: z.array(z.record(z.string(), z.unknown())) })
        .parse(AssumeRolePolicyDocument)
        .Statement.map((one) => ({ ...one, Resource: 'the role' })),
    };
    return {
      description: Description,
      managedPolicies: ManagedPolicyArns.length,
      assumedBy: grantsOf(system, role.stack, assumed),
      grants: [
        ...Policies.flatMap(({ PolicyDocument }) => grantsOf(system, role.stack, PolicyDocument)),
        ...attached(role),
      ],
    };
  });
}
