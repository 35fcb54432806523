import { operations } from '@bos/client/operations';
import type { Language } from '@bos/kernel/language';
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { pageLanguage } from '../../shared/ui-language.ts';
import { useWorkplace } from '../workplace.ts';
import { LONGEST_REASON, REFUSAL_REASONS, withReason } from './refusal-reasons.ts';
import type { Decision } from './use-papers.ts';

const LANGUAGES: readonly Language[] = ['pt', 'en', 'es'];

interface ReviewBarProps {
  readonly guestId: string;
  readonly busy: boolean;
  readonly onDecide: (decision: Decision) => void;
}

/** Approve, or refuse with a reason. */
export function ReviewBar({ guestId, busy, onDecide }: ReviewBarProps): ReactNode {
  const { texts } = useWorkplace();
  const words = texts.papers;
  const [refusing, setRefusing] = useState(false);
  if (refusing) {
    return (
      <RefusalForm
        guestId={guestId}
        busy={busy}
        onRefuse={(reason) => onDecide({ status: 'refused', reason })}
        onCancel={() => setRefusing(false)}
      />
    );
  }
  return (
    <footer className="review-bar">
      <div className="actions">
        <button type="button" className="button" disabled={busy} onClick={() => setRefusing(true)}>
          {words.refuse}
        </button>
        <button
          type="button"
          className="button primary"
          disabled={busy}
          onClick={() => onDecide({ status: 'approved' })}
        >
          {words.approve}
        </button>
      </div>
    </footer>
  );
}

/** The language in which the guest reads, as far as it is known; whoever writes may choose another. */
function useGuestLanguage(guestId: string): readonly [Language, (language: Language) => void] {
  const { client, buildingId, locale } = useWorkplace();
  const [known, setKnown] = useState<Language>();
  const [chosen, setChosen] = useState<Language>();
  useEffect(() => {
    const ending = new AbortController();
    const params = { buildingId, userId: guestId };
    client.call(operations.getPerson, { params, signal: ending.signal }).then(
      ({ locale: theirs }) => setKnown(theirs),
      // Who is no member of the building has none that is known here.
      () => undefined,
    );
    return () => ending.abort();
  }, [client, buildingId, guestId]);
  return [chosen ?? known ?? pageLanguage([locale]), setChosen];
}

interface RefusalFormProps extends Pick<ReviewBarProps, 'guestId' | 'busy'> {
  readonly onRefuse: (reason: string) => void;
  readonly onCancel: () => void;
}

function RefusalForm({ guestId, busy, onRefuse, onCancel }: RefusalFormProps): ReactNode {
  const { texts } = useWorkplace();
  const words = texts.papers;
  const [language, setLanguage] = useGuestLanguage(guestId);
  const [reason, setReason] = useState('');
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const written = reason.trim();
  useEffect(() => field.current?.focus(), []);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (written !== '') onRefuse(written);
  }

  return (
    <form className="review-bar" onSubmit={submit}>
      <div className="suggestions">
        <fieldset className="filter">
          <legend className="aside">{words.suggestions}</legend>
          {LANGUAGES.map((one) => (
            <button key={one} type="button" aria-pressed={one === language} onClick={() => setLanguage(one)}>
              {words.languages[one]}
            </button>
          ))}
        </fieldset>
        {REFUSAL_REASONS[language].map((suggestion) => (
          <button
            key={suggestion}
            type="button"
            className="suggestion"
            lang={language}
            onClick={() => setReason(withReason(reason, suggestion))}
          >
            {suggestion}
          </button>
        ))}
      </div>
      <label htmlFor={id}>{words.reason}</label>
      <textarea
        id={id}
        ref={field}
        rows={3}
        required
        maxLength={LONGEST_REASON}
        value={reason}
        lang={language}
        onChange={(event) => setReason(event.target.value)}
      />
      <p className="hint">{words.reasonHint}</p>
      <div className="actions">
        <button type="button" className="button" onClick={onCancel}>
          {texts.cancel}
        </button>
        <button type="submit" className="button danger" disabled={busy || written === ''}>
          {words.refuseSend}
        </button>
      </div>
    </form>
  );
}
