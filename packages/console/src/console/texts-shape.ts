import type { ConversationState } from '@bos/conversations/conversations/conversation';
import type { MediaState } from '@bos/conversations/media/media';
import type { MessageStatus } from '@bos/conversations/messages/message';
import type { MissionStatus } from '@bos/missions/missions/mission';
import type { StepStatus } from '@bos/missions/missions/step';
import type { TicketCategory, TicketPriority, TicketStatus } from '@bos/operations/tickets/ticket';
import type { View } from './address.ts';
import type { PapersTexts } from './papers/texts-shape.ts';
import type { DayArrivalView, DayDepartureView, DayParcelView, DayVisitorView, Invitation } from './views.ts';

/** All that the console says. A status that is added to the system has no words here until it compiles. */
export interface Texts {
  readonly nav: Readonly<Record<View, string>>;
  readonly signOut: string;
  readonly building: string;
  readonly loading: string;
  readonly showMore: string;
  readonly open: string;
  readonly closed: string;
  readonly all: string;
  readonly back: string;
  readonly unread: (count: number) => string;
  readonly signIn: Readonly<Record<'title' | 'lead' | 'or' | 'token' | 'submit' | 'ended' | 'noBuilding', string>>;
  readonly problem: Readonly<
    Record<'unreachable' | 'forbidden' | 'notFound' | 'conflict' | 'changed' | 'tooMany' | 'other', string>
  >;
  readonly refusals: Readonly<Record<RefusalCode, string>>;
  readonly copy: string;
  readonly copied: string;
  readonly cancel: string;
  readonly today: TodayTexts;
  readonly papers: PapersTexts;
  readonly conversations: ConversationTexts;
  readonly missions: MissionTexts;
  readonly tickets: TicketTexts;
  readonly notifications: {
    readonly empty: string;
    readonly urgencies: Readonly<Record<'normal' | 'urgent' | 'emergency', string>>;
    readonly markRead: string;
    readonly show: string;
  };
}

/** Refusals that staff meet, and that have more to say than others. */
export type RefusalCode =
  | 'STAY_NOT_DUE'
  | 'STAY_OVER'
  | 'RESERVATION_TRANSITION_REFUSED'
  | 'VISIT_NOT_NOW'
  | 'VISITOR_TRANSITION_REFUSED'
  | 'PARCEL_TRANSITION_REFUSED'
  | 'UNIT_UNKNOWN'
  | 'PERSON_UNKNOWN'
  | 'RESERVATION_SETTLED'
  | 'RESERVATION_IS_BLOCK'
  | 'GUEST_MISSING'
  | 'CHECK_IN_PAGE_UNKNOWN'
  | 'CHECK_IN_TRANSITION_REFUSED'
  | 'MISSION_FINISHED'
  | 'MISSION_CANCEL_FORBIDDEN'
  | 'MISSION_STEP_IRREVERSIBLE';

interface TodayTexts
  extends Readonly<
    Record<
      'date' | 'previous' | 'next' | 'arrivals' | 'departures' | 'visitors' | 'parcels' | 'unnamed' | 'planned',
      string
    >
  > {
  readonly empty: Readonly<Record<'arrivals' | 'departures' | 'visitors' | 'parcels', string>>;
  readonly done: (done: number, all: string) => string;
  readonly guests: (count: number) => string;
  readonly until: (time: string) => string;
  /** Whom somebody visits. */
  readonly to: (name: string) => string;
  readonly purposes: Readonly<Record<DayVisitorView['purpose'], string>>;
  readonly arrivalStatuses: Readonly<Record<DayArrivalView['status'], string>>;
  readonly departureStatuses: Readonly<Record<DayDepartureView['status'], string>>;
  readonly visitorStatuses: Readonly<Record<DayVisitorView['status'], string>>;
  readonly parcelStatuses: Readonly<Record<DayParcelView['status'], string>>;
  readonly actions: Readonly<
    Record<'checkIn' | 'noShow' | 'checkOut' | 'arrive' | 'leave' | 'collect' | 'receive', string>
  >;
  readonly form: Readonly<
    Record<'recipient' | 'recipientHint' | 'choose' | 'carrier' | 'keptAt' | 'trackingNumber' | 'save', string>
  >;
  readonly journey: JourneyTexts;
}

/** The check-in by link, in the line of an arrival. */
interface JourneyTexts
  extends Readonly<Record<'none' | 'send' | 'sendAgain' | 'look' | 'show' | 'link' | 'linkHint' | 'close', string>> {
  readonly statuses: Readonly<Record<NonNullable<DayArrivalView['journey']>, string>>;
  /** Whether the guest was told of the link. */
  readonly told: Readonly<Record<NonNullable<Invitation['told']>, string>>;
}

interface ConversationTexts
  extends Readonly<
    Record<
      | 'empty'
      | 'choose'
      | 'unit'
      | 'takeOver'
      | 'handBack'
      | 'resolve'
      | 'reply'
      | 'replyHint'
      | 'send'
      | 'noMessages'
      | 'mission'
      | 'windowClosed'
      | 'file',
      string
    >
  > {
  readonly states: Readonly<Record<ConversationState, string>>;
  readonly takenBy: (name: string) => string;
  readonly senders: Readonly<Record<'person' | 'agent' | 'staff', string>>;
  readonly waitingFor: Readonly<Record<'choice' | 'slot', string>>;
  readonly statuses: Readonly<Record<MessageStatus, string>>;
  readonly pictureOf: (name: string) => string;
  /** Why the file of a message cannot be shown. */
  readonly media: Readonly<Record<Exclude<MediaState, 'stored'>, string>>;
}

interface MissionTexts
  extends Readonly<
    Record<
      | 'empty'
      | 'choose'
      | 'steps'
      | 'noSteps'
      | 'input'
      | 'output'
      | 'ledger'
      | 'conversation'
      | 'cancel'
      | 'cancelText'
      | 'keep',
      string
    >
  > {
  readonly statuses: Readonly<Record<MissionStatus, string>>;
  readonly stepStatuses: Readonly<Record<StepStatus, string>>;
  readonly actors: Readonly<Record<'human' | 'agent' | 'system', string>>;
  /** Somebody wants it ended, and it has not ended yet. */
  readonly ending: (name: string) => string;
  readonly took: (time: string) => string;
}

interface TicketTexts
  extends Readonly<
    Record<
      | 'empty'
      | 'choose'
      | 'status'
      | 'priority'
      | 'assignedTo'
      | 'nobody'
      | 'comment'
      | 'save'
      | 'saved'
      | 'reportedBy'
      | 'place'
      | 'opened'
      | 'dueAt'
      | 'resolvedAt'
      | 'hidden',
      string
    >
  > {
  readonly statuses: Readonly<Record<TicketStatus, string>>;
  readonly categories: Readonly<Record<TicketCategory, string>>;
  readonly priorities: Readonly<Record<TicketPriority, string>>;
  readonly areas: Readonly<Record<'unit' | 'common', string>>;
  readonly due: (time: string) => string;
  readonly overdue: (time: string) => string;
}
