import type { Client } from '@bos/client/client';
import { operations } from '@bos/client/operations';
import { type ReactNode, useMemo, useState } from 'react';
import { LOCALES, pageLanguage } from '../shared/ui-language.ts';
import { VIEWS } from './address.ts';
import { ConversationsView } from './conversations/conversations-view.tsx';
import { loadPages } from './load-pages.ts';
import { MissionsView } from './missions/missions-view.tsx';
import { Navigation } from './navigation.tsx';
import { NotificationsView } from './notifications/notifications-view.tsx';
import { TEXTS } from './texts.ts';
import { TicketsView } from './tickets/tickets-view.tsx';
import { seesTheDay, worksAtDesk } from './today/desk-roles.ts';
import { TodayView } from './today/today-view.tsx';
import { useAddress } from './use-address.ts';
import { usePolled } from './use-polled.ts';
import type { Me } from './views.ts';
import { WorkplaceContext } from './workplace.ts';

/** People and buildings change seldom. */
const SELDOM_MILLISECONDS = 60_000;
const INBOX_MILLISECONDS = 5_000;
/** 500 people: more are shown by their ids. */
const PEOPLE_PAGES = 5;

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
  const roles = me.memberships.find((one) => one.buildingId === buildingId)?.roles ?? [];
  const address = useAddress(worksAtDesk(roles) ? 'today' : 'conversations');
  const views = VIEWS.filter((view) => view !== 'today' || seesTheDay(roles));
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
          unread={inbox.value?.items.filter(({ readAt }) => readAt === undefined).length ?? 0}
          onBuilding={setBuildingId}
          onSignOut={onSignOut}
        />
        <main key={buildingId}>
          {address.view === 'today' && <TodayView id={address.id} />}
          {address.view === 'conversations' && <ConversationsView id={address.id} />}
          {address.view === 'missions' && <MissionsView id={address.id} />}
          {address.view === 'tickets' && <TicketsView id={address.id} />}
          {address.view === 'notifications' && <NotificationsView inbox={inbox} />}
        </main>
      </div>
    </WorkplaceContext>
  );
}
