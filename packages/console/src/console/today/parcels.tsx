import { operations } from '@bos/client/operations';
import { type ReactNode, useState } from 'react';
import type { Tone } from '../badge.tsx';
import type { DayParcelView } from '../views.ts';
import { nameOf, useWorkplace } from '../workplace.ts';
import type { DayProps } from './day.ts';
import { DayLine } from './day-line.tsx';
import { DaySection } from './day-section.tsx';
import { ParcelForm } from './parcel-form.tsx';
import { useDayList } from './use-day-list.ts';

const TONES: Readonly<Record<DayParcelView['status'], Tone>> = {
  received: 'warn',
  notified: 'info',
  collected: 'good',
  returned: 'quiet',
};

/** What came on that day: taken in today, handed out whenever. */
export function Parcels({ date, today }: DayProps): ReactNode {
  const workplace = useWorkplace();
  const { client, buildingId, texts } = workplace;
  const words = texts.today;
  const [receiving, setReceiving] = useState(false);
  const list = useDayList(`parcels ${date}`, date === today, (cursor, signal) =>
    client.call(operations.listDayParcels, { params: { buildingId, date }, query: { limit: 100, cursor }, signal }),
  );
  const isDone = ({ status }: DayParcelView): boolean => status === 'collected' || status === 'returned';

  /** At the version that stands now: the line on the screen has none. */
  async function handOut(parcelId: string): Promise<void> {
    const params = { buildingId, parcelId };
    const { version } = await client.callVersioned(operations.getParcel, { params });
    const body = { status: 'collected' as const };
    await client.call(operations.closeParcel, { params, body, ...(version && { ifMatch: version }) });
  }

  return (
    <>
      <DaySection
        icon="parcel"
        title={words.parcels}
        empty={words.empty.parcels}
        list={list}
        isDone={isDone}
        orderOf={({ unitId, id }) => `${unitId} ${id}`}
        action={
          date === today && (
            <button type="button" className="button small" onClick={() => setReceiving(true)}>
              {words.actions.receive}
            </button>
          )
        }
      >
        {(parcel) => (
          <DayLine
            key={parcel.id}
            time=""
            unitId={parcel.unitId}
            title={nameOf(workplace, parcel.userId)}
            detail={`${parcel.carrier} · ${parcel.keptAt}`}
            tone={TONES[parcel.status]}
            status={words.parcelStatuses[parcel.status]}
            isDone={isDone(parcel)}
            actions={
              isDone(parcel) ? [] : [{ label: words.actions.collect, primary: true, run: () => handOut(parcel.id) }]
            }
            onChanged={list.refresh}
          />
        )}
      </DaySection>
      {receiving && <ParcelForm onReceived={list.refresh} onClose={() => setReceiving(false)} />}
    </>
  );
}
