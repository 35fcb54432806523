import type { ReactNode } from 'react';

const PATHS = {
  conversations: 'M4 5h16v11H9l-5 4z',
  missions: 'M5 4v16M5 5h13l-3 4 3 4H5',
  tickets: 'M14.7 6.3a4 4 0 0 0-5.4 5l-5 5a1.8 1.8 0 0 0 2.6 2.6l5-5a4 4 0 0 0 5-5.4L14.5 11 12 8.5z',
  notifications: 'M6 16v-5a6 6 0 0 1 12 0v5l2 2H4zM10 21h4',
  today: 'M5 6h14v14H5zM5 10h14M9 3v4M15 3v4M9 14h2v2H9z',
  papers: 'M7 3h8l4 4v14H7zM15 3v4h4M10 13l2 2 4-4',
  arrival: 'M14 4h5v16h-5M4 12h10M10 8l4 4-4 4',
  departure: 'M10 4H5v16h5M9 12h11M16 8l4 4-4 4',
  visitor: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.5-6 8-6s8 2 8 6',
  parcel: 'M4 8l8-4 8 4v9l-8 4-8-4zM4 8l8 4 8-4M12 12v9M8 6l8 4',
  forward: 'M9 5l7 7-7 7',
  back: 'M15 5l-7 7 7 7',
  send: 'M4 12l16-8-6 17-3-7z',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01',
  close: 'M6 6l12 12M18 6L6 18',
  signOut: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4l3 2',
  link: 'M9 15l6-6M8 11l-2 2a3.5 3.5 0 0 0 5 5l2-2M16 13l2-2a3.5 3.5 0 0 0-5-5l-2 2',
  bolt: 'M13 3L5 14h6l-1 7 8-11h-6z',
  building: 'M6 21V5l6-2 6 2v16M3 21h18M10 9h.01M14 9h.01M10 13h.01M14 13h.01M11 21v-4h2v4',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing beside a word; it says nothing to a screen reader. */
export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
