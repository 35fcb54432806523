import type { PapersView } from '../views.ts';

/** What came between the look at papers and the decision about them. */
export type Meanwhile =
  | { readonly kind: 'reviewed'; readonly status: PapersView['status'] }
  | { readonly kind: 'papers' }
  | { readonly kind: 'stay' };

type Seen = Pick<PapersView, 'status' | 'documents'>;

const idsOf = ({ documents }: Seen): string => documents.map(({ id }) => id).join(' ');

/** Why the version that was looked at stands no more: somebody decided, the guest sent other papers, or else the stay. */
export function meanwhileOf(before: Seen, after: Seen): Meanwhile {
  if (after.status !== 'submitted') return { kind: 'reviewed', status: after.status };
  return { kind: idsOf(before) === idsOf(after) ? 'stay' : 'papers' };
}
