import type { Language } from '@bos/kernel/language';
import type { PapersView } from '../views.ts';

type Document = PapersView['documents'][number];

/** What the view of the papers of guests says. */
export interface PapersTexts
  extends Readonly<
    Record<
      | 'title'
      | 'empty'
      | 'choose'
      | 'unit'
      | 'arrival'
      | 'departure'
      | 'sent'
      | 'documents'
      | 'dayOf'
      | 'open'
      | 'openAgain'
      | 'recorded'
      | 'closed'
      | 'looked'
      | 'none'
      | 'larger'
      | 'openPdf'
      | 'loadingPdf'
      | 'unreadable'
      | 'approve'
      | 'refuse'
      | 'refuseSend'
      | 'reason'
      | 'reasonHint'
      | 'suggestions'
      | 'formerReason'
      | 'next'
      | 'done',
      string
    >
  > {
  readonly statuses: Readonly<Record<PapersView['status'], string>>;
  readonly kinds: Readonly<Record<Document['kind'], string>>;
  readonly waiting: (count: string) => string;
  readonly count: (count: number) => string;
  /** `today`, `tomorrow`, `in 5 days`. */
  readonly arrives: (when: string) => string;
  readonly since: (day: string) => string;
  readonly position: (position: number, all: number) => string;
  readonly decided: Readonly<Record<'approved' | 'refused', string>>;
  /** What came between the look and the decision. */
  readonly meanwhile: Readonly<Record<'papers' | 'stay', string>> & { readonly reviewed: (status: string) => string };
  readonly languages: Readonly<Record<Language, string>>;
}
