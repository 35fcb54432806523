import type { ReactNode } from 'react';

interface EntryProps {
  readonly href: string;
  readonly selected: boolean;
  /** At the very left. */
  readonly mark?: ReactNode;
  readonly title: ReactNode;
  readonly time: string;
  readonly lines: readonly ReactNode[];
}

/** One line of a list, a link to its detail. */
export function Entry({ href, selected, mark, title, time, lines }: EntryProps): ReactNode {
  return (
    <li>
      <a className="entry" href={href} aria-current={selected ? 'page' : undefined}>
        {mark}
        <span className="entry-words">
          <span className="entry-title">
            <span className="entry-name">{title}</span>
            <span className="entry-time">{time}</span>
          </span>
          {lines.map((line, index) => (
            <span key={index} className="entry-line">
              {line}
            </span>
          ))}
        </span>
      </a>
    </li>
  );
}
