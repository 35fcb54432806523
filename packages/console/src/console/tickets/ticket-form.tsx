import { operations } from '@bos/client/operations';
import type { TicketPriority } from '@bos/operations/tickets/ticket';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Problem } from '../problem.tsx';
import { useAction } from '../use-action.ts';
import type { TicketView } from '../views.ts';
import { nameOf, useWorkplace } from '../workplace.ts';
import { Choice } from './choice.tsx';
import { TICKET_MOVES } from './ticket-moves.ts';

const PRIORITIES: readonly TicketPriority[] = ['low', 'normal', 'high', 'emergency'];
const WORKERS = new Set(['maintenance', 'housekeeping', 'front_desk', 'concierge', 'manager', 'admin']);

interface TicketFormProps {
  readonly ticket: TicketView;
  /** The version on the screen: if somebody was faster, nothing is overwritten. */
  readonly version: number;
  readonly onSaved: () => void;
}

type Draft = Partial<Pick<TicketView, 'status' | 'priority' | 'assignedTo'>> & { readonly comment?: string };

/** Changes of a ticket; only what was touched is sent. */
export function TicketForm({ ticket, version, onSaved }: TicketFormProps): ReactNode {
  const workplace = useWorkplace();
  const { client, buildingId, texts, people } = workplace;
  const [draft, setDraft] = useState<Draft>({});
  const [saved, setSaved] = useState(false);
  const action = useAction();
  const moves = TICKET_MOVES[ticket.status];
  const workers = [...people.values()].filter(({ roles }) => roles.some((role) => WORKERS.has(role)));
  const assignees = new Set([...workers.map(({ id }) => id), ...(ticket.assignedTo ? [ticket.assignedTo] : [])]);
  const comment = draft.comment?.trim();
  const body = { ...draft, comment: comment === '' ? undefined : comment };
  const touched = Object.values(body).some((value) => value !== undefined);

  function change(part: Draft): void {
    setSaved(false);
    setDraft({ ...draft, ...part });
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!touched) return;
    const params = { buildingId, ticketId: ticket.id };
    const done = await action.run(() => client.call(operations.updateTicket, { params, body, ifMatch: version }));
    if (done) setDraft({});
    setSaved(done);
    onSaved();
  }

  return (
    <form className="ticket-form" onSubmit={(event) => void submit(event)}>
      <Choice
        label={texts.tickets.status}
        value={draft.status ?? ticket.status}
        options={[ticket.status, ...moves]}
        name={(status) => texts.tickets.statuses[status]}
        onChange={(status) => change({ status })}
      />
      <Choice
        label={texts.tickets.priority}
        value={draft.priority ?? ticket.priority}
        options={PRIORITIES}
        name={(priority) => texts.tickets.priorities[priority]}
        onChange={(priority) => change({ priority })}
      />
      <Choice
        label={texts.tickets.assignedTo}
        value={draft.assignedTo ?? ticket.assignedTo ?? ''}
        options={ticket.assignedTo === undefined ? ['', ...assignees] : [...assignees]}
        name={(id) => (id === '' ? texts.tickets.nobody : nameOf(workplace, id))}
        onChange={(id) => change({ assignedTo: id === '' ? undefined : id })}
      />
      <label className="wide">
        {texts.tickets.comment}
        <textarea
          rows={2}
          maxLength={2000}
          value={draft.comment ?? ''}
          onChange={(event) => change({ comment: event.target.value })}
        />
      </label>
      <div className="wide form-end">
        <Problem error={action.error} texts={texts} />
        {saved && (
          <span className="saved" role="status">
            {texts.tickets.saved}
          </span>
        )}
        <button type="submit" className="button primary" disabled={!touched || action.busy}>
          {texts.tickets.save}
        </button>
      </div>
    </form>
  );
}
