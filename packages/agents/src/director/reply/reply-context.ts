import type { Building } from '@bos/buildings/buildings/building';

/** What a reply may name beside the stored results. */
export interface ReplyContext {
  readonly emergencyNumbers: Building['emergencyNumbers'];
}
