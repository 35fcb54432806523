import { DomainError } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import { WriteConflictError } from '@bos/table/write';
import { moveStep } from '../missions/moves.ts';
import type { Step } from '../missions/step.ts';
import { isRepeatable, type Tool } from '../tools/tool.ts';
import type { ToolRegistry } from '../tools/tool-registry.ts';
import type { CoordinatorDependencies } from './coordinator.ts';
import { GRACE } from './deadline.ts';

/** Beyond the deadline and its grace: what an attempt needs to store its result. */
const MARGIN = 2_000;
/** Attempts of what may be repeated may overlap: they only should not run at the same moment. */
const REPEATABLE_LEASE = 5_000;

function leaseOf(tool: Tool): number {
  return isRepeatable(tool) ? REPEATABLE_LEASE : tool.deadlineSeconds * 1000 + GRACE + MARGIN;
}

/**
 * Whether an attempt of that step may still be at work: until its lease is over, and for what may be repeated, whose
 * leases are short, until its deadline is. A tool that nobody knows any more is nobody's work.
 */
export function mayBeAtWork(step: Stored<Step>, registry: ToolRegistry, at: Date): boolean {
  if (step.status !== 'running' || step.leaseUntil === undefined || !registry.has(step.tool)) return false;
  const claimedAt = Date.parse(step.updatedAt);
  const longest = claimedAt + registry.get(step.tool).deadlineSeconds * 1000 + GRACE + MARGIN;
  return at.getTime() < Math.max(longest, Date.parse(step.leaseUntil));
}

export interface Claim {
  readonly step: Stored<Step>;
  /** An earlier attempt broke off: nobody knows how far it came. */
  readonly recovering: boolean;
}

function busy(stepId: string, cause?: unknown): DomainError {
  return new DomainError('unavailable', 'STEP_BUSY', `Another attempt is at work on ${stepId}.`, { cause });
}

/**
 * Takes a ready step, or one whose attempt is dead, by one conditional write. Throws STEP_BUSY while another attempt
 * may be at work: until its lease is over.
 */
export async function claimStep(deps: CoordinatorDependencies, step: Stored<Step>, tool: Tool): Promise<Claim> {
  const at = deps.clock.now();
  const recovering = step.status === 'running';
  if (recovering && step.leaseUntil !== undefined && at.getTime() < Date.parse(step.leaseUntil)) {
    throw busy(step.stepId);
  }
  const claimed: Step = {
    ...step,
    status: 'running',
    attempts: step.attempts + 1,
    startedAt: step.startedAt ?? at.toISOString(),
    leaseUntil: new Date(at.getTime() + leaseOf(tool)).toISOString(),
    irreversible: !isRepeatable(tool),
  };
  try {
    await deps.table.write([moveStep(step, claimed)]);
  } catch (error) {
    throw error instanceof WriteConflictError ? busy(step.stepId, error) : error;
  }
  const { createdAt, version } = step;
  return { step: { ...claimed, version: version + 1, createdAt, updatedAt: at.toISOString() }, recovering };
}

/** Gives a claim back after a failure whose effect may be repeated, so that the next attempt need not wait. */
export async function releaseStep(deps: CoordinatorDependencies, { step }: Claim): Promise<void> {
  const { leaseUntil: _lease, ...released } = step;
  try {
    await deps.table.write([moveStep(step, released)]);
  } catch {
    // The lease ends by itself.
  }
}
