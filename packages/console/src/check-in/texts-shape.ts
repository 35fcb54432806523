import type { DocumentKind } from '@bos/stays/check-in/check-in-kinds';
import type { UploadProblem } from './judge-file.ts';

/** All that a guest reads. A kind of document or a problem that is added has no words here until it compiles. */
export interface CheckInTexts {
  readonly title: string;
  readonly language: string;
  readonly loading: string;
  readonly unit: (unit: string) => string;
  readonly arrival: string;
  readonly departure: string;
  readonly fromTime: (time: string) => string;
  readonly untilTime: (time: string) => string;
  readonly expectedAt: (time: string) => string;
  readonly progress: string;
  readonly steps: Readonly<Record<'documents' | 'waiting' | 'ready', string>>;
  readonly stepDone: string;
  readonly documents: Readonly<
    Record<
      | 'title'
      | 'lead'
      | 'kind'
      | 'takePhoto'
      | 'chooseFiles'
      | 'rules'
      | 'list'
      | 'handOver'
      | 'handingOver'
      | 'nothingYet'
      | 'stillSending'
      | 'missing'
      | 'privacy'
      | 'waitingInLine'
      | 'sent'
      | 'tryAgain',
      string
    >
  > & {
    readonly kinds: Readonly<Record<DocumentKind, string>>;
    readonly sending: (percent: number) => string;
    readonly remove: (name: string) => string;
    readonly tryAgainWith: (name: string) => string;
    /** For who hears the page. */
    readonly count: (sent: number, failed: number) => string;
    readonly problems: Readonly<Record<UploadProblem, string>>;
  };
  readonly refused: Readonly<Record<'title' | 'lead' | 'reason', string>>;
  readonly waiting: Readonly<Record<'title' | 'lead' | 'handedOver', string>>;
  readonly ready: Readonly<
    Record<
      | 'title'
      | 'arrived'
      | 'directions'
      | 'wifi'
      | 'network'
      | 'password'
      | 'code'
      | 'codeLater'
      | 'copied'
      | 'notCopied',
      string
    >
  > & {
    readonly from: (day: string) => string;
    readonly copy: (what: string) => string;
    readonly copyShort: string;
  };
  readonly over: Readonly<Record<'title' | 'lead', string>>;
  readonly nowhere: Readonly<Record<'title' | 'lead' | 'advice', string>>;
  readonly trouble: Readonly<Record<'offline' | 'tooMany' | 'changed' | 'other', string>>;
}
