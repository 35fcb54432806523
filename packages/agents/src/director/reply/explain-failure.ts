import type { Language } from '@bos/kernel/language';
import type { Step } from '@bos/missions/missions/step';
import * as z from 'zod';
import { intentTitle } from '../intent-title.ts';
import { type ReplyPhrase, tell } from './phrases.ts';

/** The facts that tools give with a failure. */
const detailSchema = z.object({
  name: z.string().optional(),
  candidates: z.array(z.string()).optional(),
  lowestFloor: z.number().optional(),
  highestFloor: z.number().optional(),
});

const PHRASE_OF: ReadonlyMap<string, ReplyPhrase> = new Map([
  ['NOT_ALLOWED', 'notAllowed'],
  ['NOT_SURE', 'notSure'],
  ['NOT_IN_FORCE', 'notInForce'],
  ['NOT_YOUR_UNIT', 'notYourUnit'],
  ['GARAGE_NOT_FOR_GUESTS', 'garageNotForGuests'],
  ['SERVICE_DOOR_STAFF_ONLY', 'staffOnly'],
  ['DOOR_UNCLEAR', 'whichOne'],
  ['DOOR_AMBIGUOUS', 'whichOne'],
  ['ELEVATOR_AMBIGUOUS', 'whichOne'],
  ['DOOR_UNKNOWN', 'notKnown'],
  ['ELEVATOR_UNKNOWN', 'notKnown'],
  ['FLOOR_MISSING', 'floorMissing'],
  ['FLOOR_UNKNOWN', 'floorUnknown'],
  ['DEVICE_REFUSED', 'deviceRefused'],
  ['DEVICE_OFFLINE', 'deviceOffline'],
  ['OUTCOME_UNKNOWN', 'outcomeUnknown'],
  ['NO_ANSWER', 'noAnswer'],
  ['NO_STAFF', 'nobodyReached'],
]);

/** Why a step did not come off, in the person's language. A code without words of its own says only that. */
export function explainFailure(
  step: Pick<Step, 'intent' | 'failureCode' | 'failureDetail'>,
  language: Language,
): string {
  const detail = detailSchema.safeParse(step.failureDetail ?? {});
  const { name, candidates = [], lowestFloor, highestFloor } = detail.success ? detail.data : {};
  const phrase = PHRASE_OF.get(step.failureCode ?? '') ?? 'notDone';
  return sentence(
    tell(phrase, language, {
      title: intentTitle(step.intent, language),
      name: name ?? tell('device', language),
      candidates: candidates.join(', '),
      lowest: String(lowestFloor ?? ''),
      highest: String(highestFloor ?? ''),
    }),
  );
}

/** A sentence may begin with the name of a thing. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
