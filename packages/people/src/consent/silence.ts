import type { Consent } from './consent.ts';

/** What is to be sent, as far as it matters to somebody who has stopped. */
export interface Utterance {
  readonly messageId: string;
  /** When that was asked which it answers: the beginning of its mission, or when it was written. */
  readonly askedAt: Date;
  /** It reports on something that was asked for, and is not written by anybody's own accord. */
  readonly reports: boolean;
}

/**
 * Whether STOP forbids to send it. What remains is the one confirmation, answers to what the person writes afterwards,
 * and the outcome of what they asked for in the same message. `lastInboundAt` is the time of their last message, by the
 * provider's clock.
 */
export function isSilenced(
  consent: Consent,
  { messageId, askedAt, reports }: Utterance,
  lastInboundAt: string | undefined,
): boolean {
  if (consent.state === 'given' || messageId === consent.confirmationId) return false;
  const heardAt = Date.parse(consent.heardAt);
  if (askedAt.getTime() < heardAt) return true;
  if (reports && askedAt.getTime() === heardAt) return false;
  return lastInboundAt === undefined || lastInboundAt <= consent.at;
}
