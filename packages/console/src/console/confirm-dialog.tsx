import { type ReactNode, useEffect, useRef } from 'react';
import { Problem } from './problem.tsx';
import { useAction } from './use-action.ts';
import { useWorkplace } from './workplace.ts';

interface ConfirmDialogProps {
  readonly title: string;
  readonly text: string;
  /** What the button says that leaves everything as it is. */
  readonly keep: string;
  readonly run: () => Promise<unknown>;
  /** After each attempt: a refusal too may mean that something has changed. */
  readonly onTried: () => void;
  readonly onClose: () => void;
}

/** Asks once more before what cannot be taken back; whoever only presses Enter leaves everything as it is. */
export function ConfirmDialog({ title, text, keep, run, onTried, onClose }: ConfirmDialogProps): ReactNode {
  const { texts } = useWorkplace();
  const action = useAction();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);

  async function confirm(): Promise<void> {
    const done = await action.run(run);
    onTried();
    if (done) onClose();
  }

  return (
    <dialog ref={dialog} className="dialog" aria-label={title} onClose={onClose}>
      <h2>{title}?</h2>
      <p>{text}</p>
      <Problem error={action.error} texts={texts} />
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {keep}
        </button>
        <button type="button" className="button danger" disabled={action.busy} onClick={() => void confirm()}>
          {title}
        </button>
      </div>
    </dialog>
  );
}
