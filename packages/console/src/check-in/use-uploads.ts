import { useEffect, useReducer } from 'react';
import type { GuestDesk } from './guest-desk.ts';
import { nextToSend, type Upload, type UploadChange, uploadsAfter } from './uploads.ts';

export interface Uploads {
  readonly list: readonly Upload[];
  readonly change: (change: UploadChange) => void;
}

/** The files that were chosen in this visit, sent one after the other. `onSettled`: one has come or failed. */
export function useUploads(desk: GuestDesk, onSettled: () => void): Uploads {
  const [list, change] = useReducer(uploadsAfter, []);
  const next = nextToSend(list);

  useEffect(() => {
    if (next === undefined) return;
    const { key } = next;
    const sending = (share: number) => change({ kind: 'moved', key, state: { kind: 'sending', share } });
    sending(0);
    void desk.send(next, sending).then((state) => {
      change({ kind: 'moved', key, state });
      onSettled();
    });
  }, [next, desk, onSettled]);

  return { list, change };
}
