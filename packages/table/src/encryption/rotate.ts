import {
  addKeyVersion,
  dropFormerKeys,
  type RotationDependencies,
  rewrapKeys,
  rotationState,
  SETTLING,
} from './key-rotation.ts';
import { type KeyScope, scopeName } from './key-scope.ts';

/** What a run of a rotation did: each run takes it one step on, as far as time allows. */
export interface RotationStep {
  readonly scope: string;
  /**
   * A new key was made; processes still learn of it; the former keys are destroyed. `rewrapped`: the keeper makes its new
   * keys by itself.
   */
  readonly kind: 'begun' | 'settling' | 'completed' | 'rewrapped';
  /** Keys that were wrapped anew. */
  readonly rewrapped: number;
  /** Items that were sealed or indexed anew. */
  readonly renewed: number;
  /** ISO 8601: the next run is of use from then on. */
  readonly until?: string;
}

export interface RotationOptions {
  /** Only tells what the next step would be. */
  readonly dryRun: boolean;
  readonly onProgress?: (done: number) => void;
  /** Renews the items which the former keys of this scope still seal or index; says how many. */
  renew(): Promise<number>;
  /** How long the former keys must stay after everybody knows the new one, for what cannot be renewed (milliseconds). */
  readonly keepFor?: number;
  /** How long from now nobody writes with the new key, so that everybody knows it before (milliseconds). */
  readonly startsAfter?: number;
}

/**
 * Takes the rotation of one scope's key a step on: begins it, or continues one that was begun, until the former keys
 * are destroyed. Nothing stops meanwhile: what a former key sealed is read with it, and it goes only when nothing is
 * sealed with it and no process can know it alone.
 */
export async function rotateScope(
  deps: RotationDependencies,
  scope: KeyScope,
  { dryRun, onProgress, renew, keepFor = 0, startsAfter = 0 }: RotationOptions,
): Promise<RotationStep> {
  const name = scopeName(scope);
  const state = await rotationState(deps, scope);
  const now = deps.clock.now().getTime();
  const goesAt = (since: number): string => new Date(since + keepFor).toISOString();
  if (state.kind === 'steady') {
    const until = goesAt(now + startsAfter + SETTLING);
    if (dryRun) return { scope: name, kind: 'begun', rewrapped: 0, renewed: 0, until };
    await addKeyVersion(deps, scope, new Date(now + startsAfter));
    const rewrapped = await rewrapKeys(deps, scope, onProgress);
    return { scope: name, kind: 'begun', rewrapped, renewed: startsAfter > 0 ? 0 : await renew(), until };
  }
  const until = goesAt(Date.parse(state.kind === 'settling' ? state.until : state.since));
  const isDue = state.kind === 'settled' && now >= Date.parse(until);
  const kind = isDue ? 'completed' : 'settling';
  if (dryRun) return { scope: name, kind, rewrapped: 0, renewed: 0, ...(!isDue && { until }) };
  const rewrapped = await rewrapKeys(deps, scope, onProgress);
  const renewed = await renew();
  if (!isDue) return { scope: name, kind, rewrapped, renewed, until };
  await dropFormerKeys(deps, scope);
  return { scope: name, kind, rewrapped, renewed };
}
