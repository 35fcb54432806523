import type { WaitingPapersView } from '../views.ts';
import { guestNameOf, type Workplace } from '../workplace.ts';

/** Whose papers they are, as the desk calls them. */
export function papersName(
  workplace: Pick<Workplace, 'people' | 'texts'>,
  { guestName, guestId }: Pick<WaitingPapersView, 'guestName' | 'guestId'>,
): string {
  return guestNameOf(workplace, { guestName, userId: guestId }) ?? workplace.texts.today.unnamed;
}
