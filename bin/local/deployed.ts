import { ENVIRONMENT } from '@bos/aws/function-environment';
import { awsPorts } from '../../functions/ports/aws-ports.ts';
import type { Ports } from '../../functions/ports/ports.ts';
import { OperatorError } from './operator-error.ts';

/** Names in `ENVIRONMENT`. */
type Needed = keyof typeof ENVIRONMENT;

/** What a command that works on a deployed environment is told of it. */
export interface Deployed {
  readonly ports: Ports;
  /** The value of one of the variables that were asked for. */
  value(name: Needed): string;
}

/**
 * The ports of a deployed function, with the operator's own credentials. The variables are those of the functions, and the
 * stacks' outputs say their values. Throws OperatorError naming the ones that are missing.
 */
export function openDeployed(needed: readonly Needed[]): Deployed {
  const missing = needed.map((name) => ENVIRONMENT[name]).filter((name) => !process.env[name]);
  if (missing.length > 0) throw new OperatorError(`--aws needs ${missing.join(' and ')}, as the functions have them.`);
  // The role that a function takes on for one tenant is none of the operator's, who works on all of them.
  const { [ENVIRONMENT.tenantRoleArn]: _tenantRole, ...variables } = process.env;
  return { ports: awsPorts(variables), value: (name) => process.env[ENVIRONMENT[name]] ?? '' };
}
