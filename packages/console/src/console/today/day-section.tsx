import type { ReactNode } from 'react';
import { Icon, type IconName } from '../../shared/icons.tsx';
import { Problem } from '../problem.tsx';
import { useWorkplace } from '../workplace.ts';
import type { DayList } from './use-day-list.ts';

interface DaySectionProps<T> {
  readonly icon: IconName;
  readonly title: string;
  readonly empty: string;
  readonly list: DayList<T>;
  /** How much of it is done, as far as it was read. */
  readonly isDone: (item: T) => boolean;
  /** What the lines are put in order by, below what is still to be done. */
  readonly orderOf: (item: T) => string;
  readonly action?: ReactNode;
  readonly children: (item: T) => ReactNode;
}

/** One list of the day: what is to be done at the head, what is done below it. */
export function DaySection<T>(props: DaySectionProps<T>): ReactNode {
  const { title, list, isDone, orderOf } = props;
  const { texts } = useWorkplace();
  const items = list.value?.items ?? [];
  const rank = (item: T): string => `${isDone(item) ? 1 : 0} ${orderOf(item)}`;
  return (
    <section className="day-section" aria-label={title}>
      <header>
        <Icon name={props.icon} />
        <h2 className="day-heading">{title}</h2>
        {items.length > 0 && (
          <span className="aside">
            {texts.today.done(items.filter(isDone).length, `${items.length}${list.value?.more ? '+' : ''}`)}
          </span>
        )}
        {props.action}
      </header>
      <Problem error={list.error} texts={texts} />
      {list.value === undefined && list.error === undefined && <p className="empty">{texts.loading}</p>}
      {list.value !== undefined && items.length === 0 && <p className="empty">{props.empty}</p>}
      <ul>{items.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1)).map(props.children)}</ul>
      {list.value?.more && (
        <button type="button" className="more" onClick={list.more}>
          {texts.showMore}
        </button>
      )}
    </section>
  );
}
