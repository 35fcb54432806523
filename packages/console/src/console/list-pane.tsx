import type { ReactNode } from 'react';
import type { Loaded } from './load-pages.ts';
import { Problem } from './problem.tsx';
import type { Polled } from './use-polled.ts';
import { useWorkplace } from './workplace.ts';

interface ListPaneProps<T> {
  readonly title: string;
  readonly empty: string;
  readonly list: Polled<Loaded<T>>;
  /** None where there is nothing to choose. */
  readonly filters?: readonly { readonly value: string; readonly label: string }[];
  readonly filter?: string;
  readonly onFilter?: (value: string) => void;
  readonly onMore: () => void;
  readonly children: (item: T) => ReactNode;
}

/** The list at the left of a view: filter, entries, and what stands there when there are none. */
export function ListPane<T>(props: ListPaneProps<T>): ReactNode {
  const { title, list, filters, filter, children } = props;
  const { texts } = useWorkplace();
  return (
    <section className="list-pane" aria-label={title}>
      <header>
        <h1>{title}</h1>
        {filters !== undefined && (
          <fieldset className="filter">
            <legend className="visually-hidden">{title}</legend>
            {filters.map(({ value, label }) => (
              <button key={value} type="button" aria-pressed={value === filter} onClick={() => props.onFilter?.(value)}>
                {label}
              </button>
            ))}
          </fieldset>
        )}
      </header>
      <Problem error={list.error} texts={texts} />
      {list.value === undefined && list.error === undefined && <p className="empty">{texts.loading}</p>}
      {list.value?.items.length === 0 && <p className="empty">{props.empty}</p>}
      <ul className="entries">{list.value?.items.map(children)}</ul>
      {list.value?.more && (
        <button type="button" className="more" onClick={props.onMore}>
          {texts.showMore}
        </button>
      )}
    </section>
  );
}
