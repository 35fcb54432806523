import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

export interface BosParameterProps {
  /** Its whole name, `/bos/prod/…`. */
  readonly parameterName: string;
  /** One of INITIAL_VALUES. */
  readonly name: string;
}

interface InitialValue {
  readonly value: string;
  readonly description: string;
}

/** What each parameter says until an operator says something else. */
const INITIAL_VALUES: Readonly<Record<string, InitialValue>> = {
  'whatsapp-graph-url': {
    value: 'https://graph.facebook.com',
    description: 'Where messages to WhatsApp are sent: Meta, or a provider with the same API.',
  },
};

/**
 * A setting that the operator may change without a deployment (`aws ssm put-parameter --overwrite`); it is picked up
 * within five minutes. A later deployment leaves it alone unless the initial value itself has changed.
 */
export class BosParameter extends Construct {
  constructor(scope: Construct, props: BosParameterProps) {
    super(scope, props.name);
    const initial = INITIAL_VALUES[props.name];
    if (initial === undefined) throw new Error(`No initial value of the parameter ${props.name} is known.`);
    new CfnParameter(this, 'Parameter', { name: props.parameterName, type: 'String', ...initial });
  }
}
