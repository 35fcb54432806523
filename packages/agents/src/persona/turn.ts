import type { Building } from '@bos/buildings/buildings/building';
import type { Conversation, PendingQuestion } from '@bos/conversations/conversations/conversation';
import type { Button } from '@bos/conversations/messages/message';
import type { InboundMessage } from '@bos/conversations/whatsapp/inbound-message';
import type { Language } from '@bos/kernel/language';
import type { MissionIntent } from '@bos/missions/missions/mission';
import type { Membership } from '@bos/people/memberships/membership';

/** One message of one person, with all that is known when it is read. */
export interface Turn {
  readonly building: Building;
  readonly membership: Membership;
  /** Whether the membership gives any right at this moment. */
  readonly inForce: boolean;
  readonly conversation: Conversation;
  readonly message: InboundMessage;
  /** The id that the message will have in the conversation. */
  readonly messageId: string;
  readonly now: Date;
}

/** What the persona wants to happen; all of it is written in one transaction. */
export interface Response {
  readonly language: Language;
  readonly reply?: { readonly text: string; readonly buttons?: readonly Button[] };
  readonly mission?: { readonly intents: readonly MissionIntent[]; readonly request: string };
  /** The question that now waits for an answer; none when absent. */
  readonly question?: PendingQuestion;
  /** What the person said of being written to. The reply confirms it. */
  readonly consent?: 'stop' | 'start';
  /** Staff who must hear that the person wrote, because a person has taken over. */
  readonly notifyStaff?: boolean;
  /** How the message was read, for its record. */
  readonly intents?: readonly { readonly intent: string; readonly confidence: number }[];
}
