import type { Client } from '@bos/client/client';
import type { Role } from '@bos/kernel/role';
import { createContext, useContext } from 'react';
import type { Texts } from './texts-shape.ts';
import type { Me, PersonView } from './views.ts';

/** Where a member of staff works: the signed-in person in one building. */
export interface Workplace {
  readonly client: Client;
  readonly me: Me;
  readonly buildingId: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly texts: Texts;
  /** The people of the building as far as the role may see them, by id. */
  readonly people: ReadonlyMap<string, PersonView>;
}

export const WorkplaceContext = createContext<Workplace | undefined>(undefined);

export function useWorkplace(): Workplace {
  const workplace = useContext(WorkplaceContext);
  if (workplace === undefined) throw new Error('outside of a workplace');
  return workplace;
}

/** What the signed-in person is there. */
export function rolesIn({ me, buildingId }: Pick<Workplace, 'me' | 'buildingId'>): readonly Role[] {
  return me.memberships.find((one) => one.buildingId === buildingId)?.roles ?? [];
}

/** What a person is called; the id when the role may not see names. */
export function nameOf({ people, me }: Pick<Workplace, 'people' | 'me'>, userId: string): string {
  return people.get(userId)?.displayName ?? (me.id === userId ? me.displayName : undefined) ?? userId;
}

interface OfGuest {
  readonly guestName?: string | undefined;
  readonly userId?: string | undefined;
}

/** What the guest of a stay is called: as booked, else as a person of the building; undefined where nobody knows. */
export function guestNameOf({ people }: Pick<Workplace, 'people'>, { guestName, userId }: OfGuest): string | undefined {
  return guestName ?? (userId === undefined ? undefined : people.get(userId)?.displayName);
}
