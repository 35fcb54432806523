import { operations } from '@bos/client/operations';
import type { ReactNode } from 'react';
import { may } from '../rights.ts';
import type { DayArrivalView } from '../views.ts';
import { guestNameOf, rolesIn, useWorkplace } from '../workplace.ts';
import type { DayProps } from './day.ts';
import { DayLine, type LineAction } from './day-line.tsx';
import { DaySection } from './day-section.tsx';
import { JourneyLine } from './journey-line.tsx';
import { useDayList } from './use-day-list.ts';

/** Whoever is there without a link needs none any more. */
const hasJourney = ({ status, journey }: DayArrivalView): boolean => status === 'expected' || journey !== undefined;

/** Who arrives: sent the link to check in before, let in, or did not come. */
export function Arrivals({ date, today }: DayProps): ReactNode {
  const workplace = useWorkplace();
  const { client, buildingId, texts } = workplace;
  const manages = may(rolesIn(workplace), 'reservations:manage');
  const words = texts.today;
  const list = useDayList(`arrivals ${date}`, date === today, (cursor, signal) =>
    client.call(operations.listArrivals, { params: { buildingId, date }, query: { limit: 100, cursor }, signal }),
  );

  const titleOf = (arrival: DayArrivalView): string => guestNameOf(workplace, arrival) ?? words.unnamed;

  function actionsOf(reservationId: string): LineAction[] {
    const params = { buildingId, reservationId };
    const checkIn = {
      label: words.actions.checkIn,
      primary: true,
      run: () => client.call(operations.checkIn, { params }),
    };
    const noShow = { label: words.actions.noShow, run: () => client.call(operations.markNoShow, { params }) };
    if (date > today) return [];
    // Somebody may come until their first day is over.
    return date === today ? [checkIn] : [checkIn, noShow];
  }

  return (
    <DaySection
      icon="arrival"
      title={words.arrivals}
      empty={words.empty.arrivals}
      list={list}
      isDone={({ status }) => status !== 'expected'}
      orderOf={({ expectedAt = '', unitId }) => `${expectedAt} ${unitId}`}
    >
      {(arrival) => (
        <DayLine
          key={arrival.id}
          time={arrival.expectedAt ?? ''}
          unitId={arrival.unitId}
          title={titleOf(arrival)}
          detail={words.guests(arrival.guests ?? 1)}
          tone={arrival.status === 'checked_in' ? 'good' : 'info'}
          status={words.arrivalStatuses[arrival.status]}
          isDone={arrival.status !== 'expected'}
          actions={arrival.status === 'expected' ? actionsOf(arrival.id) : []}
          onChanged={list.refresh}
        >
          {manages && hasJourney(arrival) && (
            <JourneyLine arrival={arrival} title={titleOf(arrival)} onChanged={list.refresh} />
          )}
        </DayLine>
      )}
    </DaySection>
  );
}
