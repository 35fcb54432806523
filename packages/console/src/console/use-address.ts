import { useSyncExternalStore } from 'react';
import { type Address, readAddress } from './address.ts';

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

/** Where somebody is, by the address of the page. */
export function useAddress(): Address {
  return readAddress(useSyncExternalStore(subscribe, () => window.location.hash));
}
