import { operations } from '@bos/client/operations';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Problem } from '../problem.tsx';
import { useAction } from '../use-action.ts';
import type { PersonView } from '../views.ts';
import { useWorkplace } from '../workplace.ts';

interface ParcelFormProps {
  readonly onReceived: () => void;
  readonly onClose: () => void;
}

const labelOf = ({ id, displayName, unitIds }: PersonView): string =>
  [unitIds.join(', '), displayName ?? id].filter((part) => part !== '').join(' · ');

/** Takes a parcel in for one of the people of the building. */
export function ParcelForm({ onReceived, onClose }: ParcelFormProps): ReactNode {
  const { client, buildingId, texts, people } = useWorkplace();
  const words = texts.today.form;
  const action = useAction();
  const dialog = useRef<HTMLDialogElement>(null);
  // The same for a second attempt: a parcel that was taken in before its answer got lost is not taken in twice.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState({ recipient: '', carrier: '', keptAt: '', trackingNumber: '' });
  const recipients = [...people.values()]
    .filter(({ status, unitIds }) => status === 'active' && unitIds.length > 0)
    .map((person) => ({ label: labelOf(person), person }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
  const chosen = recipients.find(({ label }) => label === draft.recipient)?.person;

  useEffect(() => dialog.current?.showModal(), []);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const unitId = chosen?.unitIds[0];
    if (chosen === undefined || unitId === undefined) return;
    const { carrier, keptAt } = draft;
    const trackingNumber = draft.trackingNumber.trim();
    const body = { unitId, userId: chosen.id, carrier, keptAt, ...(trackingNumber !== '' && { trackingNumber }) };
    const done = await action.run(() =>
      client.call(operations.receiveParcel, { params: { buildingId }, body, idempotencyKey }),
    );
    if (!done) return;
    onReceived();
    onClose();
  }

  const field = (name: 'carrier' | 'keptAt' | 'trackingNumber', required: boolean): ReactNode => (
    <label>
      {words[name]}
      <input
        required={required}
        maxLength={60}
        value={draft[name]}
        onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
      />
    </label>
  );

  return (
    <dialog ref={dialog} className="dialog parcel-form" onClose={onClose} aria-label={texts.today.actions.receive}>
      <form onSubmit={(event) => void submit(event)}>
        <h2>{texts.today.actions.receive}</h2>
        <label>
          {words.recipient}
          <input
            required
            list="recipients"
            placeholder={words.recipientHint}
            value={draft.recipient}
            onChange={(event) => setDraft({ ...draft, recipient: event.target.value })}
          />
          <datalist id="recipients">
            {recipients.map(({ label, person }) => (
              <option key={person.id} value={label} />
            ))}
          </datalist>
        </label>
        {draft.recipient !== '' && chosen === undefined && <p className="hint">{words.choose}</p>}
        {field('carrier', true)}
        {field('keptAt', true)}
        {field('trackingNumber', false)}
        <Problem error={action.error} texts={texts} />
        <div className="actions">
          <button type="button" className="button" onClick={onClose}>
            {texts.cancel}
          </button>
          <button type="submit" className="button primary" disabled={action.busy || chosen === undefined}>
            {words.save}
          </button>
        </div>
      </form>
    </dialog>
  );
}
