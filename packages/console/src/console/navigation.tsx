import type { Language } from '@bos/kernel/language';
import type { ReactNode } from 'react';
import { Avatar } from '../shared/avatar.tsx';
import { Icon } from '../shared/icons.tsx';
import { ROLE_NAMES } from '../shared/role-names.ts';
import { type View, writeAddress } from './address.ts';
import type { Texts } from './texts-shape.ts';
import type { Me } from './views.ts';

/** How much there is of something, in figures and in words. */
export interface Count {
  readonly text: string;
  readonly label: string;
}

interface NavigationProps {
  readonly texts: Texts;
  readonly language: Language;
  readonly me: Me;
  readonly buildingId: string;
  readonly buildings: ReadonlyMap<string, string>;
  /** What the role may see, in order. */
  readonly views: readonly View[];
  readonly view: View;
  /** What waits in the views. */
  readonly counts: Readonly<Partial<Record<View, Count | undefined>>>;
  readonly onBuilding: (buildingId: string) => void;
  readonly onSignOut: () => void;
}

/** The bar at the left: building, views, who is signed in. */
export function Navigation(props: NavigationProps): ReactNode {
  const { texts, me, buildingId, view, counts } = props;
  const membership = me.memberships.find((one) => one.buildingId === buildingId);
  const roles = membership?.roles.map((role) => ROLE_NAMES[props.language][role]).join(', ');
  const name = me.displayName ?? me.id;
  return (
    <nav className="navigation" aria-label="BuildingOS">
      <div className="brand">
        <span className="brand-mark">
          <Icon name="building" />
        </span>
        <BuildingName {...props} />
      </div>
      <ul>
        {props.views.map((one) => (
          <li key={one}>
            <a href={writeAddress({ view: one })} aria-current={one === view ? 'page' : undefined}>
              <Icon name={one} />
              <span className="nav-name">{texts.nav[one]}</span>
              <Waiting count={counts[one]} />
            </a>
          </li>
        ))}
      </ul>
      <div className="signed-in">
        <Avatar name={name} />
        <div>
          <strong>{name}</strong>
          <span>{roles}</span>
        </div>
        <button type="button" onClick={props.onSignOut} aria-label={texts.signOut} title={texts.signOut}>
          <Icon name="signOut" />
        </button>
      </div>
    </nav>
  );
}

function Waiting({ count }: { readonly count: Count | undefined }): ReactNode {
  if (count === undefined) return null;
  return (
    <span className="count" role="img" aria-label={count.label}>
      {count.text}
    </span>
  );
}

function BuildingName({ me, buildingId, buildings, texts, onBuilding }: NavigationProps): ReactNode {
  const nameOf = (id: string): string => buildings.get(id) ?? id;
  if (me.memberships.length < 2) return <strong>{nameOf(buildingId)}</strong>;
  return (
    <select aria-label={texts.building} value={buildingId} onChange={(event) => onBuilding(event.target.value)}>
      {me.memberships.map(({ buildingId: id }) => (
        <option key={id} value={id}>
          {nameOf(id)}
        </option>
      ))}
    </select>
  );
}
