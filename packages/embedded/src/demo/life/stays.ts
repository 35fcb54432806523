import { addDays } from '@bos/kernel/calendar-date';
import { deterministicId } from '@bos/kernel/ids';
import type { Language } from '@bos/kernel/language';
import type { Reservation } from '@bos/stays/reservations/reservation';
import { USUAL_TIMES } from '@bos/stays/reservations/turnover';
import { DEMO_BUILDING, LET_UNIT_IDS } from '../demo-building.ts';
import { DEMO_PEOPLE } from '../demo-people.ts';
import type { SeededStay } from '../stay-items.ts';
import { type Chance, chanceOf } from './chance.ts';
import { DAYS_AHEAD, DAYS_BEFORE, type Days } from './days.ts';
import { fullName } from './names.ts';

/** A stay with the language of who booked it. */
export interface DemoStay extends SeededStay {
  readonly language: Language;
}

/** From one day to another, counted from today. */
type Span = readonly [from: number, until: number];

const SEED = 1_102;

/**
 * Around today, so that the desk has of everything on its first day: two units change hands, one is left, one is come to,
 * six are stayed in, two are free.
 */
function around(position: number, chance: Chance): Span[] {
  const nights = (): number => chance.between(2, 6);
  if (position < 2)
    return [
      [-nights(), 0],
      [0, nights()],
    ];
  if (position === 2) return [[-nights(), 0]];
  if (position === 3) return [[0, nights()]];
  return position < 10 ? [[-chance.between(1, 5), chance.between(1, 6)]] : [];
}

/** The stays of one unit over the months, in order; no night is two stays'. */
function spansOf(position: number, chance: Chance): Span[] {
  const near = around(position, chance);
  const length = (): number => (chance.oneIn(8) ? chance.between(8, 18) : chance.between(2, 6));
  const gap = (): number => (chance.oneIn(3) ? 0 : chance.between(1, 4));
  const before: Span[] = [];
  for (let end = (near[0]?.[0] ?? 0) - gap() - (near.length === 0 ? 1 : 0); end > -DAYS_BEFORE; ) {
    const from = end - length();
    before.unshift([from, end]);
    end = from - gap();
  }
  const after: Span[] = [];
  for (let from = (near.at(-1)?.[1] ?? 0) + gap() + 1; from < DAYS_AHEAD; ) {
    const until = from + length();
    after.push([from, until]);
    from = until + gap();
  }
  return [...before.filter(([from]) => from >= -DAYS_BEFORE), ...near, ...after];
}

const WISHES: Readonly<Record<Language, readonly string[]>> = {
  pt: ['Berço para bebê, por favor.', 'Chegamos de carro: há vaga?', 'Se possível, andar silencioso.'],
  en: ['We land late, around 22:30.', 'Could we have an extra set of towels?', 'Travelling with a small dog.'],
  es: ['Llegamos tarde, cerca de las 23:00.', '¿Hay cuna para bebé?', 'Viajamos por trabajo: wifi rápido, por favor.'],
};

/** What became of a stay, by its days; here and there one does not take place. */
function settled(span: Span, base: Omit<Reservation, 'status'>, days: Days, chance: Chance): Reservation {
  const [from, until] = span;
  const { checkIn, checkOut, bookedAt } = base;
  const confirmed = { ...base, confirmedAt: bookedAt };
  const arrived = { ...confirmed, arrivedAt: days.at(checkIn, chance.pick(['15:10', '16:25', '18:40', '21:55'])) };
  if (until < 0 && chance.oneIn(16)) {
    return { ...base, status: 'cancelled', settledAt: days.at(addDays(checkIn, -3), '19:30'), reason: 'guest' };
  }
  if (until < 0 && chance.oneIn(30)) {
    return { ...confirmed, status: 'no_show', settledAt: days.at(addDays(checkIn, 1), '09:15') };
  }
  if (until < 0)
    return { ...arrived, status: 'checked_out', settledAt: days.at(checkOut, chance.pick(['09:40', '10:50'])) };
  if (from < 0) return { ...arrived, status: 'checked_in' };
  return from > 7 && chance.oneIn(8) ? { ...base, status: 'requested' } : { ...confirmed, status: 'confirmed' };
}

function stayOf(unitId: string, span: Span, number: number, days: Days, chance: Chance): DemoStay {
  const { buildingId } = DEMO_BUILDING;
  const [from, until] = span;
  const language = chance.pick<Language>(['pt', 'pt', 'en', 'en', 'es']);
  const source = chance.pick<Reservation['source']>(['airbnb', 'airbnb', 'booking', 'direct', 'direct']);
  const bookedAt = days.at(days.day(Math.min(from, 0) - chance.between(3, 40)), '10:30');
  const id = (what: string): string => deterministicId(new Date(bookedAt), 'demo', what, unitId, String(number));
  const lead = { userId: id('guest'), name: fullName(chance, language) };
  const ending = String(chance.below(10_000)).padStart(4, '0');
  const companion = { userId: id('companion'), name: fullName(chance, language) };
  const guests = [
    {
      ...lead,
      ...(source !== 'direct' && { phoneEnding: ending }),
      ...(chance.oneIn(6) && { requests: chance.pick(WISHES[language]) }),
    },
    ...(chance.oneIn(4) ? [companion] : []),
  ];
  const base = {
    ...USUAL_TIMES,
    buildingId,
    reservationId: id('reservation'),
    confirmationNumber: id('number').slice(-8),
    kind: 'stay' as const,
    unitId,
    checkIn: days.day(from),
    checkOut: days.day(until),
    source,
    guestIds: guests.map(({ userId }) => userId),
    bookedAt,
  };
  return { language, guests, reservation: settled(span, base, days, chance) };
}

/** Three months of guests and the coming one, in all units that are let. James's own stay is no part of it. */
export function demoStays(days: Days): DemoStay[] {
  const stays = LET_UNIT_IDS.flatMap((unitId, index) => {
    const chance = chanceOf(SEED + index);
    const lodger = DEMO_PEOPLE.find(({ stay, ...person }) => stay && person.unitId === unitId)?.stay;
    const spans = lodger
      ? spansOf(Number.POSITIVE_INFINITY, chance).filter(([, until]) => until <= -lodger.daysBefore)
      : spansOf(index - 1, chance);
    return spans.map((span, number) => stayOf(unitId, span, number, days, chance));
  });
  return stays.toSorted((a, b) => (a.reservation.reservationId < b.reservation.reservationId ? -1 : 1));
}
