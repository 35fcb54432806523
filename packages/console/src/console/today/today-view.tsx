import { addDays } from '@bos/kernel/calendar-date';
import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';
import { writeAddress } from '../address.ts';
import { useWorkplace } from '../workplace.ts';
import { Arrivals } from './arrivals.tsx';
import { type DayProps, dayAt, dayOr, dayText } from './day.ts';
import { Departures } from './departures.tsx';
import { Parcels } from './parcels.tsx';
import { Visitors } from './visitors.tsx';

/** What the front desk has before it on a day: four lists, a request for each. */
export function TodayView({ id }: { readonly id: string | undefined }): ReactNode {
  const { texts, locale, timeZone } = useWorkplace();
  const today = dayAt(new Date(), timeZone);
  const date = dayOr(id, today);
  return (
    <section className="wide-pane today" aria-label={texts.nav.today}>
      <header>
        <h1>
          {date === today && <span className="today-mark">{texts.nav.today}</span>}
          {dayText(date, locale)}
        </h1>
        <DayChooser date={date} today={today} />
      </header>
      <div className="day-grid">
        <Arrivals key={`arrivals ${date}`} date={date} today={today} />
        <Departures key={`departures ${date}`} date={date} today={today} />
        <Visitors key={`visitors ${date}`} date={date} today={today} />
        <Parcels key={`parcels ${date}`} date={date} today={today} />
      </div>
    </section>
  );
}

function DayChooser({ date, today }: DayProps): ReactNode {
  const { texts } = useWorkplace();
  const words = texts.today;
  const addressOf = (day: string): string =>
    day === today ? writeAddress({ view: 'today' }) : writeAddress({ view: 'today', id: day });
  return (
    <nav className="day-chooser" aria-label={words.date}>
      <a className="button" href={addressOf(addDays(date, -1))} aria-label={words.previous} title={words.previous}>
        <Icon name="back" />
      </a>
      <input
        type="date"
        aria-label={words.date}
        value={date}
        onChange={(event) => {
          if (event.target.value !== '') window.location.hash = addressOf(event.target.value);
        }}
      />
      <a className="button" href={addressOf(addDays(date, 1))} aria-label={words.next} title={words.next}>
        <Icon name="forward" />
      </a>
      {date !== today && (
        <a className="button" href={addressOf(today)}>
          {texts.nav.today}
        </a>
      )}
    </nav>
  );
}
