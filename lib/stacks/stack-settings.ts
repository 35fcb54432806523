import type { StackProps } from 'aws-cdk-lib';
import type { Settings } from '../settings.ts';

export interface StackSettings {
  readonly settings: Settings;
}

/** Name, place, protection and tags, the same for every stack. Without an account the templates fit any. */
export function stackProps({ settings }: StackSettings, part: string, description: string): StackProps {
  const { account, environment, region } = settings;
  return {
    stackName: `bos-${environment}-${part}`,
    description: `BuildingOS ${environment}: ${description}`,
    env: account === undefined ? { region } : { account, region },
    terminationProtection: environment === 'prod' || part === 'data',
    tags: { system: 'building-os', environment },
  };
}
