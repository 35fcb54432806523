import type { Device } from './device.ts';
import type { SettledOrder, WaitingOrder } from './device-order.ts';

/** What the person is told about it. */
export interface ActionDetail {
  readonly name?: string;
  /** Names to choose from. */
  readonly candidates?: readonly string[];
  readonly lowestFloor?: number;
  readonly highestFloor?: number;
}

/** What came of an attempt to move something. `unknown`: it may have moved, and nobody can tell. */
export type ActionResult<O> =
  | { readonly kind: 'completed'; readonly output: O }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: Readonly<Record<string, unknown>> }
  | { readonly kind: 'unknown'; readonly detail: Readonly<Record<string, unknown>> };

export function refused(code: string, detail: ActionDetail = {}) {
  return { kind: 'failed', code, detail: { ...detail } } as const;
}

/** The result that an order is. One that waits is not done. */
export function resultOf<O>(
  order: SettledOrder | WaitingOrder | undefined,
  { name }: Device,
  output: O,
): ActionResult<O> {
  switch (order?.status) {
    case 'done':
      return { kind: 'completed', output };
    case 'refused':
    case 'failed':
      return refused(order.code, { name });
    case 'waiting':
      return refused('DEVICE_OFFLINE', { name });
    case 'unknown':
    case undefined:
      return { kind: 'unknown', detail: { name } };
  }
}
