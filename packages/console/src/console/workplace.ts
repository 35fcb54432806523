import type { Client } from '@bos/client/client';
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

/** What a person is called; the id when the role may not see names. */
export function nameOf({ people, me }: Pick<Workplace, 'people' | 'me'>, userId: string): string {
  return people.get(userId)?.displayName ?? (me.id === userId ? me.displayName : undefined) ?? userId;
}
