import { operations } from '@bos/client/operations';
import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from '../confirm-dialog.tsx';
import { may } from '../rights.ts';
import type { MissionView } from '../views.ts';
import { rolesIn, useWorkplace } from '../workplace.ts';

interface CancelMissionProps {
  readonly mission: MissionView;
  readonly onChanged: () => void;
}

/** Ends a mission that has not ended: one's own, or with the right to it anybody's. */
export function CancelMission({ mission, onChanged }: CancelMissionProps): ReactNode {
  const workplace = useWorkplace();
  const { client, buildingId, me, texts } = workplace;
  const words = texts.missions;
  const [asking, setAsking] = useState(false);
  const isTheirs = mission.userId === me.id || may(rolesIn(workplace), 'missions:cancel');
  if (!isTheirs || mission.finishedAt !== undefined || mission.cancellation !== undefined) return null;
  const params = { buildingId, missionId: mission.id };
  return (
    <>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        {words.cancel}
      </button>
      {asking && (
        <ConfirmDialog
          title={words.cancel}
          text={words.cancelText}
          keep={words.keep}
          run={() => client.call(operations.cancelMission, { params })}
          onTried={onChanged}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
