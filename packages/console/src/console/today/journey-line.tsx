import { operations } from '@bos/client/operations';
import { type ReactNode, useState } from 'react';
import { Icon } from '../../shared/icons.tsx';
import { writeAddress } from '../address.ts';
import { CopyText } from '../copy-text.tsx';
import { Problem } from '../problem.tsx';
import { useAction } from '../use-action.ts';
import type { DayArrivalView, Invitation } from '../views.ts';
import { useWorkplace } from '../workplace.ts';

interface JourneyLineProps {
  readonly arrival: DayArrivalView;
  /** As the line calls whoever arrives. */
  readonly title: string;
  readonly onChanged: () => void;
}

/** How far the check-in by link of an arrival is, and what the desk does about it: send the link, look at the papers. */
export function JourneyLine({ arrival, title, onChanged }: JourneyLineProps): ReactNode {
  const { client, buildingId, texts } = useWorkplace();
  const words = texts.today.journey;
  const { id: reservationId, unitId, status, journey, userId } = arrival;
  const [invitation, setInvitation] = useState<Invitation>();
  const action = useAction();

  function send(): void {
    const params = { buildingId, reservationId };
    void action
      .run(async () => setInvitation(await client.call(operations.inviteGuest, { params, body: { send: true } })))
      .then(onChanged);
  }

  const label = journey === undefined ? words.send : words.sendAgain;
  return (
    <div className="journey">
      <span className={`journey-state ${journey ?? 'none'}`}>
        {journey === undefined ? words.none : words.statuses[journey]}
      </span>
      {journey !== undefined && journey !== 'invited' && (
        <a className="text-button" href={writeAddress({ view: 'papers', id: reservationId })}>
          <Icon name="papers" /> {journey === 'submitted' ? words.look : words.show}
          <span className="visually-hidden">
            : {title}, {unitId}
          </span>
        </a>
      )}
      {status === 'expected' && userId !== undefined && journey !== 'submitted' && (
        <button
          type="button"
          className="text-button"
          aria-label={`${label}: ${title}, ${unitId}`}
          disabled={action.busy}
          onClick={send}
        >
          <Icon name="link" /> {label}
        </button>
      )}
      <Problem error={action.error} texts={texts} />
      {invitation !== undefined && <Told invitation={invitation} onClose={() => setInvitation(undefined)} />}
    </div>
  );
}

/**
 * Whether the guest has been told. Whoever has the link sees what the guest sees, the code of the door among it: it is shown
 * only where the desk must pass it on, and this once.
 */
function Told({
  invitation: { told, page },
  onClose,
}: {
  readonly invitation: Invitation;
  readonly onClose: () => void;
}) {
  const { texts } = useWorkplace();
  const words = texts.today.journey;
  return (
    <div className={told === 'messaged' ? 'told good' : 'told'} role="status">
      {told !== undefined && <p>{words.told[told]}</p>}
      {page !== undefined && told !== 'messaged' && (
        <>
          <CopyText label={words.link} text={page} />
          <p className="hint">{words.linkHint}</p>
        </>
      )}
      <button type="button" className="told-close" aria-label={words.close} title={words.close} onClick={onClose}>
        <Icon name="close" />
      </button>
    </div>
  );
}
