import type { ReactNode } from 'react';

/** How far a message has come: a clock, one tick, two ticks, two blue ticks, or a cross. */
export type Delivery = 'waiting' | 'sent' | 'delivered' | 'read' | 'failed';

const PATHS: Readonly<Record<Delivery, string>> = {
  waiting: 'M9 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM9 3.5V6l1.6 1.200',
  sent: 'M5 6.5l3 3 6-7',
  delivered: 'M1.5 6.5l3 3 6-7M8 8.800l.8.7 6-7',
  read: 'M1.5 6.5l3 3 6-7M8 8.800l.8.7 6-7',
  failed: 'M5 2l8 8M13 2l-8 8',
};

/** The mark at the end of a message; `label` says the same in words. */
export function Ticks({ state, label }: { readonly state: Delivery; readonly label: string }): ReactNode {
  return (
    <svg className={`ticks ${state}`} viewBox="0 0 17 12" role="img" aria-label={label}>
      <title>{label}</title>
      <path d={PATHS[state]} />
    </svg>
  );
}
