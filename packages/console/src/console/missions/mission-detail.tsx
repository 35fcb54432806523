import { operations } from '@bos/client/operations';
import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons.tsx';
import { durationText, fullTime } from '../../shared/time-text.ts';
import { writeAddress } from '../address.ts';
import { DetailPane, EmptyPane } from '../detail-pane.tsx';
import { IntentChips } from '../intent-chips.tsx';
import { usePolled } from '../use-polled.ts';
import { nameOf, useWorkplace } from '../workplace.ts';
import { CancelMission } from './cancel-mission.tsx';
import { Ledger } from './ledger.tsx';
import { MissionBadge } from './mission-badges.tsx';
import { StepCard } from './step-card.tsx';

interface MissionDetailProps {
  readonly id: string;
  readonly onChanged: () => void;
}

export function MissionDetail({ id, onChanged }: MissionDetailProps): ReactNode {
  const workplace = useWorkplace();
  const { client, buildingId, texts, locale, timeZone } = workplace;
  const params = { buildingId, missionId: id };
  const found = usePolled(`mission ${id}`, (signal) => client.call(operations.getMission, { params, signal }));
  const ledger = usePolled(`activities ${id}`, (signal) =>
    client.call(operations.listMissionActivities, { params, query: { limit: 100 }, signal }),
  );

  function changed(): void {
    found.refresh();
    ledger.refresh();
    onChanged();
  }

  const mission = found.value;
  if (mission === undefined) return <EmptyPane text={texts.loading} error={found.error} />;
  const { requestedAt, finishedAt, conversationId, failureCode, cancellation } = mission;
  const took = finishedAt === undefined ? undefined : Date.parse(finishedAt) - Date.parse(requestedAt);
  return (
    <DetailPane
      view="missions"
      title={nameOf(workplace, mission.userId)}
      badges={
        <>
          <MissionBadge status={mission.status} />
          <span className="aside">{fullTime(new Date(requestedAt), locale, timeZone)}</span>
          {took !== undefined && <span className="aside">{texts.missions.took(durationText(took, locale))}</span>}
          {cancellation !== undefined && finishedAt === undefined && (
            <span className="aside">{texts.missions.ending(nameOf(workplace, cancellation.by))}</span>
          )}
          {failureCode !== undefined && <code className="failure">{failureCode}</code>}
        </>
      }
      actions={
        <>
          <CancelMission mission={mission} onChanged={changed} />
          {conversationId !== undefined && (
            <a className="button" href={writeAddress({ view: 'conversations', id: conversationId })}>
              <Icon name="conversations" /> {texts.missions.conversation}
            </a>
          )}
        </>
      }
      error={found.error ?? ledger.error}
    >
      <div className="detail-body">
        {mission.request !== undefined && <blockquote lang={mission.language}>{mission.request}</blockquote>}
        <div className="row">
          <IntentChips intents={mission.intents} />
        </div>
        <h3>{texts.missions.steps}</h3>
        {mission.steps.length === 0 && <p className="aside">{texts.missions.noSteps}</p>}
        <ol className="steps">
          {mission.steps.map((step) => (
            <StepCard key={step.id} step={step} />
          ))}
        </ol>
        <Ledger activities={ledger.value?.items ?? []} />
      </div>
    </DetailPane>
  );
}
