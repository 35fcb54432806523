import type { ReactNode } from 'react';
import { Badge, type Tone } from '../badge.tsx';
import type { MissionView, StepView } from '../views.ts';
import { useWorkplace } from '../workplace.ts';

const MISSION_TONES: Readonly<Record<MissionView['status'], Tone>> = {
  requested: 'info',
  planning: 'info',
  awaiting_approval: 'warn',
  running: 'info',
  completed: 'good',
  partially_completed: 'warn',
  failed: 'bad',
  cancelled: 'quiet',
  expired: 'quiet',
};

const STEP_TONES: Readonly<Record<StepView['status'], Tone>> = {
  pending: 'quiet',
  ready: 'info',
  awaiting_approval: 'warn',
  running: 'info',
  waiting: 'warn',
  completed: 'good',
  failed: 'bad',
  skipped: 'quiet',
  compensated: 'warn',
};

export function MissionBadge({ status }: { readonly status: MissionView['status'] }): ReactNode {
  const { texts } = useWorkplace();
  return <Badge tone={MISSION_TONES[status]}>{texts.missions.statuses[status]}</Badge>;
}

export function StepBadge({ status }: { readonly status: StepView['status'] }): ReactNode {
  const { texts } = useWorkplace();
  return <Badge tone={STEP_TONES[status]}>{texts.missions.stepStatuses[status]}</Badge>;
}
