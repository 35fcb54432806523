import { operations } from '@bos/client/operations';
import type { ReactNode } from 'react';
import { useWorkplace } from '../workplace.ts';
import type { DayProps } from './day.ts';
import { DayLine, type LineAction } from './day-line.tsx';
import { DaySection } from './day-section.tsx';
import { useDayList } from './use-day-list.ts';

/** Who arrives: the guest is let in, or did not come. */
export function Arrivals({ date, today }: DayProps): ReactNode {
  const { client, buildingId, texts } = useWorkplace();
  const words = texts.today;
  const list = useDayList(`arrivals ${date}`, date === today, (cursor, signal) =>
    client.call(operations.listArrivals, { params: { buildingId, date }, query: { limit: 100, cursor }, signal }),
  );

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
      {({ id, unitId, guestName, guests = 1, expectedAt = '', status }) => (
        <DayLine
          key={id}
          time={expectedAt}
          unitId={unitId}
          title={guestName ?? words.unnamed}
          detail={words.guests(guests)}
          tone={status === 'checked_in' ? 'good' : 'info'}
          status={words.arrivalStatuses[status]}
          isDone={status !== 'expected'}
          actions={status === 'expected' ? actionsOf(id) : []}
          onChanged={list.refresh}
        />
      )}
    </DaySection>
  );
}
