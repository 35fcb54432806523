import type { ReactNode } from 'react';
import type { ActivityView } from '../views.ts';
import { nameOf, useWorkplace } from '../workplace.ts';

/** Who intended, decided or did what, to the millisecond. */
export function Ledger({ activities }: { readonly activities: readonly ActivityView[] }): ReactNode {
  const workplace = useWorkplace();
  const { texts, locale, timeZone } = workplace;
  if (activities.length === 0) return null;
  const format: Intl.DateTimeFormatOptions = {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  };
  return (
    <>
      <h3>{texts.missions.ledger}</h3>
      <ol className="ledger">
        {activities.map(({ id, actor, action, stepId, tool, code, at }) => (
          <li key={id}>
            <time dateTime={at}>{new Date(at).toLocaleTimeString(locale, format)}</time>
            <span className={`actor ${actor.kind}`}>
              {actor.kind === 'human'
                ? nameOf(workplace, actor.id)
                : `${texts.missions.actors[actor.kind]} ${actor.id}`}
            </span>
            <span>
              <strong>{action}</strong> {[stepId, tool].filter(Boolean).join(' · ')}{' '}
              {code !== undefined && <code className="failure">{code}</code>}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
