import { DomainError } from './errors.ts';

/** From each state, the states that may follow. A state with none is terminal. */
export type TransitionTable<S extends string> = Readonly<Record<S, readonly S[]>>;

export function canMove<S extends string>(table: TransitionTable<S>, from: S, to: S): boolean {
  return table[from].includes(to);
}

export function isTerminal<S extends string>(table: TransitionTable<S>, state: S): boolean {
  return table[state].length === 0;
}

/** Throws a `conflict` that names both states and what would be allowed. */
export function assertMove<S extends string>(table: TransitionTable<S>, what: string, from: S, to: S): void {
  if (canMove(table, from, to)) return;
  const allowed = table[from].length > 0 ? table[from].join(', ') : 'nothing: it is final';
  throw new DomainError(
    'conflict',
    `${what.toUpperCase()}_TRANSITION_REFUSED`,
    `A ${what} cannot go from ${from} to ${to}; allowed from ${from}: ${allowed}.`,
  );
}
