import { useSyncExternalStore } from 'react';
import { type Address, readAddress, type View } from './address.ts';

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

/** Where somebody is, by the address of the page; `home` where it says nothing. */
export function useAddress(home: View): Address {
  return readAddress(
    useSyncExternalStore(subscribe, () => window.location.hash),
    home,
  );
}
