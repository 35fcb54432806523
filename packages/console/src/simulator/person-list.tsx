import type { SimulatedPerson } from '@bos/embedded/simulator/phone-message';
import { type ReactNode, useContext } from 'react';
import { Avatar } from '../shared/avatar.tsx';
import { ROLE_NAMES } from '../shared/role-names.ts';
import { type Chats, unreadOf } from './chats.ts';
import { PageLanguage, useTexts } from './page-language.ts';

interface PersonListProps {
  readonly people: readonly SimulatedPerson[];
  readonly chats: Chats;
  readonly selectedId: string | undefined;
  readonly onSelect: (id: string) => void;
}

/** Whose telephone is shown. */
export function PersonList({ people, chats, selectedId, onSelect }: PersonListProps): ReactNode {
  const texts = useTexts();
  return (
    <nav className="people" aria-label={texts.people}>
      <ul>
        {people.map((person) => (
          <li key={person.id}>
            <PersonEntry
              person={person}
              chat={chats.get(person.phone) ?? []}
              selected={person.id === selectedId}
              onSelect={() => onSelect(person.id)}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function PersonEntry(props: {
  readonly person: SimulatedPerson;
  readonly chat: NonNullable<ReturnType<Chats['get']>>;
  readonly selected: boolean;
  readonly onSelect: () => void;
}): ReactNode {
  const { person, chat, selected, onSelect } = props;
  const language = useContext(PageLanguage);
  const texts = useTexts();
  const last = chat.at(-1)?.text;
  const unread = unreadOf(chat);
  const role = ROLE_NAMES[language][person.role];
  return (
    <button type="button" className="person" aria-current={selected} onClick={onSelect}>
      <Avatar name={person.name} />
      <span className="person-words">
        <span className="person-name">
          {person.name}
          <span className="language-tag">{person.language}</span>
        </span>
        <span className="person-role">{person.unit ? `${role} · ${texts.unit} ${person.unit}` : role}</span>
        {last !== undefined && <span className="person-last">{last}</span>}
      </span>
      {unread > 0 && !selected && (
        <span className="unread" role="img" aria-label={texts.unread(unread)}>
          {unread}
        </span>
      )}
    </button>
  );
}
