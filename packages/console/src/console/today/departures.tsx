import { operations } from '@bos/client/operations';
import type { ReactNode } from 'react';
import { guestNameOf, useWorkplace } from '../workplace.ts';
import type { DayProps } from './day.ts';
import { DayLine } from './day-line.tsx';
import { DaySection } from './day-section.tsx';
import { useDayList } from './use-day-list.ts';

/** Who leaves: from then on the unit can be cleaned. */
export function Departures({ date, today }: DayProps): ReactNode {
  const workplace = useWorkplace();
  const { client, buildingId, texts } = workplace;
  const words = texts.today;
  const list = useDayList(`departures ${date}`, date === today, (cursor, signal) =>
    client.call(operations.listDepartures, { params: { buildingId, date }, query: { limit: 100, cursor }, signal }),
  );
  return (
    <DaySection
      icon="departure"
      title={words.departures}
      empty={words.empty.departures}
      list={list}
      isDone={({ status }) => status !== 'expected'}
      orderOf={({ dueAt = '', unitId }) => `${dueAt} ${unitId}`}
    >
      {({ id, unitId, guestName, userId, dueAt = '', status }) => (
        <DayLine
          key={id}
          time={dueAt}
          unitId={unitId}
          title={guestNameOf(workplace, { guestName, userId }) ?? words.unnamed}
          detail=""
          tone={status === 'checked_out' ? 'good' : 'info'}
          status={status === 'expected' && date > today ? words.planned : words.departureStatuses[status]}
          isDone={status !== 'expected'}
          actions={
            status === 'expected' && date <= today
              ? [
                  {
                    label: words.actions.checkOut,
                    primary: true,
                    run: () => client.call(operations.checkOut, { params: { buildingId, reservationId: id } }),
                  },
                ]
              : []
          }
          onChanged={list.refresh}
        />
      )}
    </DaySection>
  );
}
