import type { Client } from '@bos/client/client';
import { operations } from '@bos/client/operations';
import { type ReactNode, useMemo, useState } from 'react';
import { LOCALES, pageLanguage } from '../shared/ui-language.ts';
import { type Address, VIEWS, type View } from './address.ts';
import { ConversationsView } from './conversations/conversations-view.tsx';
import { type Loaded, loadPages } from './load-pages.ts';
import { MissionsView } from './missions/missions-view.tsx';
import { type Count, Navigation } from './navigation.tsx';
import { NotificationsView } from './notifications/notifications-view.tsx';
import { PapersView } from './papers/papers-view.tsx';
import { useWaitingPapers } from './papers/use-waiting-papers.ts';
import { type ConsoleRight, may, worksAtDesk } from './rights.ts';
import { TEXTS } from './texts.ts';
import { TicketsView } from './tickets/tickets-view.tsx';
import { TodayView } from './today/today-view.tsx';
import { useAddress } from './use-address.ts';
import { usePolled } from './use-polled.ts';
import type { Me } from './views.ts';
import { rolesIn, WorkplaceContext } from './workplace.ts';

/** People and buildings change seldom. */
const SELDOM_MILLISECONDS = 60_000;
const INBOX_MILLISECONDS = 5_000;
/** 500 people: more are shown by their ids. */
const PEOPLE_PAGES = 5;

/** What is not for every member of staff. */
const RIGHT_OF: Readonly<Partial<Record<View, ConsoleRight>>> = {
  today: 'days:read',
  papers: 'reservations:manage',
};

interface ConsolePageProps {
  readonly client: Client;
  readonly me: Me;
  readonly onSignOut: () => void;
}

/** The console of somebody who has signed in. */
export function ConsolePage({ client, me, onSignOut }: ConsolePageProps): ReactNode {
  const language = pageLanguage([me.locale ?? '', ...navigator.languages]);
  const texts = TEXTS[language];
  const [buildingId, setBuildingId] = useState(me.memberships[0]?.buildingId ?? '');
  const roles = rolesIn({ me, buildingId });
  const home = worksAtDesk(roles) ? 'today' : 'conversations';
  const asked = useAddress(home);
  const views = VIEWS.filter((view) => {
    const right = RIGHT_OF[view];
    return right === undefined || may(roles, right);
  });
  const address: Address = views.includes(asked.view) ? asked : { view: home };
  const params = { buildingId };

  const buildings = usePolled(
    'buildings',
    (signal) =>
      loadPages(PEOPLE_PAGES, (cursor) =>
        client.call(operations.listBuildings, { query: { limit: 100, cursor }, signal }),
      ),
    SELDOM_MILLISECONDS,
  ).value?.items;
  const people = usePolled(
    `people ${buildingId}`,
    (signal) =>
      loadPages(PEOPLE_PAGES, (cursor) =>
        client.call(operations.listPeople, { params, query: { limit: 100, cursor }, signal }),
      ),
    SELDOM_MILLISECONDS,
  ).value?.items;
  const inbox = usePolled(
    `inbox ${buildingId}`,
    (signal) => client.call(operations.listNotifications, { params, query: { limit: 100 }, signal }),
    address.view === 'notifications' ? undefined : INBOX_MILLISECONDS,
  );

  const waiting = useWaitingPapers(client, {
    buildingId,
    mayLook: views.includes('papers'),
    isLooking: address.view === 'papers',
  });

  const timeZone = buildings?.find(({ id }) => id === buildingId)?.timeZone ?? 'UTC';
  const workplace = useMemo(
    () => ({
      client,
      me,
      buildingId,
      timeZone,
      texts,
      locale: LOCALES[language],
      people: new Map(people?.map((person) => [person.id, person])),
    }),
    [client, me, buildingId, timeZone, texts, language, people],
  );

  const unread = inbox.value?.items.filter(({ readAt }) => readAt === undefined).length ?? 0;

  return (
    <WorkplaceContext value={workplace}>
      <div className={address.id === undefined ? 'console' : 'console chosen'}>
        <Navigation
          texts={texts}
          language={language}
          me={me}
          buildingId={buildingId}
          buildings={new Map(buildings?.map(({ id, name }) => [id, name]))}
          views={views}
          view={address.view}
          counts={{
            papers: counted(waiting.value, texts.papers.waiting),
            notifications: unread > 0 ? { text: String(unread), label: texts.unread(unread) } : undefined,
          }}
          onBuilding={setBuildingId}
          onSignOut={onSignOut}
        />
        <main key={buildingId}>
          {address.view === 'today' && <TodayView id={address.id} />}
          {address.view === 'papers' && <PapersView id={address.id} waiting={waiting} />}
          {address.view === 'conversations' && <ConversationsView id={address.id} />}
          {address.view === 'missions' && <MissionsView id={address.id} />}
          {address.view === 'tickets' && <TicketsView id={address.id} />}
          {address.view === 'notifications' && <NotificationsView inbox={inbox} />}
        </main>
      </div>
    </WorkplaceContext>
  );
}

/** How much of a list there is, as far as it was read; nothing of an empty one. */
function counted(list: Loaded<unknown> | undefined, label: (count: string) => string): Count | undefined {
  if (list === undefined || list.items.length === 0) return undefined;
  const text = `${list.items.length}${list.more ? '+' : ''}`;
  return { text, label: label(text) };
}
