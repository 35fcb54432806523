import type { ReactNode } from 'react';
import { Badge, type Tone } from '../badge.tsx';
import { Problem } from '../problem.tsx';
import { useAction } from '../use-action.ts';
import { useWorkplace } from '../workplace.ts';

/** Something that can be done about a line. */
export interface LineAction {
  readonly label: string;
  readonly primary?: boolean;
  readonly run: () => Promise<unknown>;
}

interface DayLineProps {
  readonly time: string;
  readonly unitId: string;
  readonly title: string;
  readonly detail: string;
  readonly tone: Tone;
  readonly status: string;
  readonly isDone: boolean;
  readonly actions: readonly LineAction[];
  /** Reads the list again: after a refusal too, for it shows what is so. */
  readonly onChanged: () => void;
  /** Below the line. */
  readonly children?: ReactNode;
}

/** One line of a list of the day, with what can be done about it. */
export function DayLine(props: DayLineProps): ReactNode {
  const { time, unitId, title, detail, actions, onChanged } = props;
  const { texts } = useWorkplace();
  const action = useAction();
  return (
    <li className={props.isDone ? 'day-line done' : 'day-line'}>
      <span className="day-time">{time}</span>
      <span className="day-unit">
        <span className="visually-hidden">{texts.conversations.unit} </span>
        {unitId}
      </span>
      <span className="day-words">
        <strong className="day-title">{title}</strong>
        {detail !== '' && <span className="day-detail">{detail}</span>}
      </span>
      <Badge tone={props.tone}>{props.status}</Badge>
      {actions.length > 0 && (
        <span className="actions">
          {actions.map(({ label, primary, run }) => (
            <button
              key={label}
              type="button"
              className={primary === true ? 'button primary small' : 'button small'}
              aria-label={`${label}: ${title}, ${unitId}`}
              disabled={action.busy}
              onClick={() => void action.run(run).then(onChanged)}
            >
              {label}
            </button>
          ))}
        </span>
      )}
      <Problem error={action.error} texts={texts} />
      {props.children}
    </li>
  );
}
