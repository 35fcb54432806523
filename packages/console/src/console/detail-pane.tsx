import type { ApiError } from '@bos/client/api-error';
import type { ReactNode } from 'react';
import { Icon } from '../shared/icons.tsx';
import { type View, writeAddress } from './address.ts';
import { Problem } from './problem.tsx';
import { useWorkplace } from './workplace.ts';

interface DetailPaneProps {
  readonly view: View;
  readonly title: ReactNode;
  readonly badges: ReactNode;
  readonly actions?: ReactNode;
  readonly error: ApiError | undefined;
  readonly children: ReactNode;
}

/** The right side of a view: what was chosen. */
export function DetailPane({ view, title, badges, actions, error, children }: DetailPaneProps): ReactNode {
  const { texts } = useWorkplace();
  return (
    <section className="detail-pane">
      <header>
        <a className="back" href={writeAddress({ view })} aria-label={texts.back}>
          <Icon name="back" />
        </a>
        <div className="detail-title">
          <h2>{title}</h2>
          <div className="badges">{badges}</div>
        </div>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </header>
      <Problem error={error} texts={texts} />
      {children}
    </section>
  );
}

/** The right side before anything was chosen, or while it is loading. */
export function EmptyPane({
  text,
  error,
}: {
  readonly text: string;
  readonly error?: ApiError | undefined;
}): ReactNode {
  const { texts } = useWorkplace();
  return (
    <section className="detail-pane nothing">
      {error === undefined ? <p className="empty">{text}</p> : <Problem error={error} texts={texts} />}
    </section>
  );
}
