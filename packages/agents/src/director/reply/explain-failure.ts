import type { Language } from '@bos/kernel/language';
import type { Step } from '@bos/missions/missions/step';
import * as z from 'zod';
import { intentTitle } from '../../wording/intent-title.ts';
import { sayDate, sayMoment } from '../../wording/say-times.ts';
import { type ReplyPhrase, tell } from './phrases.ts';
import type { Vocabulary } from './reply-context.ts';
import { sentence } from './sentence.ts';

const isText = (value: unknown): value is string => typeof value === 'string';

const PHRASE_OF: ReadonlyMap<string, ReplyPhrase> = new Map([
  ['NOT_ALLOWED', 'notAllowed'],
  ['ACCESS_NOT_ALLOWED', 'notAllowed'],
  ['ACCESS_NOT_IN_FORCE', 'notAllowed'],
  ['FEATURE_OFF', 'featureOff'],
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
  ['STAY_AMBIGUOUS', 'whichOne'],
]);

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const momentSchema = z.object({ date: z.string(), time: z.string() });

/** A fact that a tool gives with a failure, as it is written: a name, a day, candidates. */
function written(value: unknown, language: Language): string {
  if (isText(value)) return DATE.test(value) ? sayDate(value, language) : value;
  if (Array.isArray(value)) return value.filter(isText).join(', ');
  const moment = momentSchema.safeParse(value);
  return moment.success ? sayMoment(moment.data, language) : String(value ?? '');
}

/** Why a step did not come off, in the person's language. A code without words of its own says only that. */
export function explainFailure(
  step: Pick<Step, 'intent' | 'failureCode' | 'failureDetail'>,
  language: Language,
  vocabularies: readonly Vocabulary[],
): string {
  const { failureCode: code = '', failureDetail: detail = {} } = step;
  const facts = Object.entries(detail).map(([name, value]) => [name, written(value, language)]);
  const parts = {
    candidates: '',
    name: tell('device', language),
    ...Object.fromEntries(facts),
    title: intentTitle(step.intent, language),
  };
  const own = vocabularies
    .map((room) => room.explain(code, detail, parts, language))
    .find((text) => text !== undefined);
  return sentence(own ?? tell(PHRASE_OF.get(code) ?? 'notDone', language, parts));
}
