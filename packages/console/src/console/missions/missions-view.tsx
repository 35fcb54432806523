import { operations } from '@bos/client/operations';
import { type ReactNode, useState } from 'react';
import { shortTime } from '../../shared/time-text.ts';
import { writeAddress } from '../address.ts';
import { EmptyPane } from '../detail-pane.tsx';
import { Entry } from '../entry.tsx';
import { IntentChips } from '../intent-chips.tsx';
import { ListPane } from '../list-pane.tsx';
import { loadPages } from '../load-pages.ts';
import { usePolled } from '../use-polled.ts';
import type { MissionView } from '../views.ts';
import { nameOf, useWorkplace } from '../workplace.ts';
import { MissionBadge } from './mission-badges.tsx';
import { MissionDetail } from './mission-detail.tsx';

const FILTERS = ['all', 'open', 'closed'] as const;
type Filter = (typeof FILTERS)[number];

export function MissionsView({ id }: { readonly id: string | undefined }): ReactNode {
  const { client, buildingId, texts } = useWorkplace();
  const [filter, setFilter] = useState<Filter>('all');
  const [pages, setPages] = useState(1);
  const status = filter === 'all' ? undefined : filter;
  const list = usePolled(`missions ${filter} ${pages}`, (signal) =>
    loadPages(pages, (cursor) =>
      client.call(operations.listMissions, { params: { buildingId }, query: { status, limit: 50, cursor }, signal }),
    ),
  );
  return (
    <>
      <ListPane
        title={texts.nav.missions}
        empty={texts.missions.empty}
        list={list}
        filters={FILTERS.map((value) => ({ value, label: texts[value] }))}
        filter={filter}
        onFilter={(value) => setFilter(FILTERS.find((known) => known === value) ?? 'all')}
        onMore={() => setPages(pages + 1)}
      >
        {(mission) => <MissionEntry key={mission.id} mission={mission} selected={mission.id === id} />}
      </ListPane>
      {id === undefined ? (
        <EmptyPane text={texts.missions.choose} />
      ) : (
        <MissionDetail key={id} id={id} onChanged={list.refresh} />
      )}
    </>
  );
}

function MissionEntry({ mission, selected }: { readonly mission: MissionView; readonly selected: boolean }): ReactNode {
  const workplace = useWorkplace();
  const { locale, timeZone } = workplace;
  return (
    <Entry
      href={writeAddress({ view: 'missions', id: mission.id })}
      selected={selected}
      title={nameOf(workplace, mission.userId)}
      time={shortTime(new Date(mission.requestedAt), new Date(), locale, timeZone)}
      lines={[
        mission.request ?? mission.intents.map(({ intent }) => intent).join(', '),
        <span key="state" className="row">
          <MissionBadge status={mission.status} />
          <IntentChips intents={mission.intents} />
        </span>,
      ]}
    />
  );
}
