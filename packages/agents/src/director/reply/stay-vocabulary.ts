import type { Language } from '@bos/kernel/language';
import * as z from 'zod';
import { sayDate } from '../../wording/say-times.ts';
import type { FailureDetail, Report, Vocabulary } from './reply-context.ts';
import { reportOf } from './report.ts';
import { type StayPhrase, tellStay } from './stay-phrases.ts';

const stay = z.object({ confirmationNumber: z.string(), unitId: z.string() });
const outcome = z.enum(['done', 'handed_over']);
const status = stay.extend({
  status: z.enum(['requested', 'confirmed', 'checked_in']),
  checkIn: z.string(),
  checkInTime: z.string(),
  checkOut: z.string(),
  checkOutTime: z.string(),
  arrivalTime: z.string().optional(),
});
const arrival = stay.extend({
  checkIn: z.string(),
  checkInTime: z.string(),
  arrivalTime: z.string(),
  early: z.boolean(),
});
const departure = stay.extend({ outcome, checkOut: z.string(), checkOutTime: z.string(), asked: z.string() });
const cancelled = stay.extend({ outcome, checkIn: z.string(), checkOut: z.string() });

/** The phrase with the facts of a stay, days as they are written. */
function tellFacts(phrase: StayPhrase, language: Language, facts: Readonly<Record<string, unknown>>): string {
  const texts = Object.entries(facts).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, /^\d{4}-\d{2}-\d{2}$/.test(value) ? sayDate(value, language) : value]] : [],
  );
  return tellStay(phrase, language, Object.fromEntries(texts));
}

function tellStatus(output: z.infer<typeof status>, language: Language): string {
  const { status: stands, arrivalTime } = output;
  const said = [tellFacts('stayStatus', language, output)];
  if (stands === 'requested') said.push(tellStay('stayRequested', language));
  if (stands !== 'checked_in' && arrivalTime !== undefined) said.push(tellFacts('arrivalPlanned', language, output));
  return said.join(' ');
}

/** Done, or only passed on: two different sentences. */
const byOutcome =
  (done: StayPhrase, passedOn: StayPhrase) =>
  (output: { readonly outcome: z.infer<typeof outcome> } & Record<string, unknown>, language: Language): string =>
    tellFacts(output.outcome === 'done' ? done : passedOn, language, output);

const REPORTS: readonly (readonly [string, Report])[] = [
  ['stays.status', reportOf(status, tellStatus)],
  [
    'stays.announceArrival',
    reportOf(arrival, (output, language) =>
      [
        tellFacts('arrivalNoted', language, output),
        ...(output.early ? [tellFacts('arrivalEarly', language, output)] : []),
      ].join(' '),
    ),
  ],
  ['stays.requestLateCheckout', reportOf(departure, byOutcome('lateGranted', 'latePassedOn'))],
  ['stays.extend', reportOf(departure, byOutcome('extended', 'extensionPassedOn'))],
  ['stays.cancelOwn', reportOf(cancelled, byOutcome('stayCancelled', 'cancellationPassedOn'))],
];

/** A code whose words depend on the facts beside it. */
const FAILURES_BY_FACTS: ReadonlyMap<string, (detail: FailureDetail) => StayPhrase> = new Map<
  string,
  (detail: FailureDetail) => StayPhrase
>([
  ['TIME_MISSING', (detail) => ('checkInTime' in detail ? 'arrivalTimeMissing' : 'lateTimeMissing')],
  ['NOT_THE_DAY', (detail) => ('checkIn' in detail ? 'arrivalOtherDay' : 'lateOtherDay')],
  ['NOT_LATER', (detail) => ('checkOutTime' in detail ? 'untilHourAlready' : 'untilAlready')],
  ['LATE_CHECK_OUT_REFUSED', ({ nextArrival }) => (nextArrival ? 'lateRefusedByArrival' : 'lateRefused')],
  ['NIGHTS_TAKEN', ({ latest, checkOut }) => (latest === checkOut ? 'nightsTaken' : 'nightsPartlyTaken')],
]);

const FAILURES: ReadonlyMap<string, StayPhrase> = new Map<string, StayPhrase>([
  ['STAY_NOT_FOUND', 'stayNotFound'],
  ['STAY_BEGUN', 'stayBegun'],
  ['STAY_NOT_CONFIRMED', 'stayNotConfirmed'],
  ['DATE_MISSING', 'untilMissing'],
  ['TOO_LONG', 'tooLong'],
  ['BOOKED_ELSEWHERE', 'bookedElsewhere'],
]);

/** What is said of stays. */
export const STAY_VOCABULARY: Vocabulary = {
  reports: new Map(REPORTS),
  explain(code, detail, parts, language) {
    const phrase = FAILURES_BY_FACTS.get(code)?.(detail) ?? FAILURES.get(code);
    return phrase && tellStay(phrase, language, parts);
  },
};
