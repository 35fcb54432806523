import { sha256 } from '@bos/kernel/hash';
import { normalisePhone } from '@bos/kernel/phone-number';
import type { SimulatedNumber, SimulatedPerson } from './phone-message.ts';

/** An end of a conversation on the simulated network. */
export interface Subscriber {
  /** Digits with the country code: what messages are filed under. */
  readonly phone: string;
  /** Business-scoped id, as in all bodies since April 2026. */
  readonly userId: string;
  readonly name: string;
  readonly phoneNumberId: string;
}

export interface PhoneBook {
  readonly people: readonly SimulatedPerson[];
  number(phoneNumberId: string): SimulatedNumber | undefined;
  /** A person by id, or whoever has that telephone. */
  find(idOrPhone: string): Subscriber | undefined;
  /** Any telephone that belongs to none of the people is a stranger's. Undefined for what is no telephone. */
  findByPhone(phone: string): Subscriber | undefined;
  /** By business-scoped id, among the people and the strangers that were met. */
  findByUserId(userId: string): Subscriber | undefined;
}

/** The country in front of a business-scoped id, for the countries that the demo knows. */
const COUNTRIES: readonly (readonly [prefix: string, country: string])[] = [
  ['55', 'BR'],
  ['54', 'AR'],
  ['1', 'US'],
];

function userIdOf(phone: string): string {
  const country = COUNTRIES.find(([prefix]) => phone.startsWith(prefix))?.[1] ?? 'ZZ';
  const digits = BigInt(`0x${sha256(`simulated:${phone}`).slice(0, 16)}`).toString();
  return `${country}.${digits.padStart(16, '1').slice(-16)}`;
}

/** Throws RangeError on a person whose telephone is none, and without any number. */
export function createPhoneBook(people: readonly SimulatedPerson[], numbers: readonly SimulatedNumber[]): PhoneBook {
  const [firstNumber] = numbers;
  if (firstNumber === undefined) throw new RangeError('the simulator needs a business number');
  const defaultNumberId = firstNumber.phoneNumberId;
  const byNumberId = new Map(numbers.map((number) => [number.phoneNumberId, number]));
  const byPhone = new Map<string, Subscriber>();
  const byId = new Map<string, Subscriber>();
  const byUserId = new Map<string, Subscriber>();

  function add(phone: string, name: string, phoneNumberId: string): Subscriber {
    const subscriber = { phone, userId: userIdOf(phone), name, phoneNumberId };
    byPhone.set(phone, subscriber);
    byUserId.set(subscriber.userId, subscriber);
    return subscriber;
  }

  function findByPhone(text: string): Subscriber | undefined {
    const phone = normalisePhone(text);
    if (phone === undefined) return undefined;
    return byPhone.get(phone) ?? add(phone, `+${phone}`, defaultNumberId);
  }

  for (const { id, name, phone, phoneNumberId } of people) {
    const normal = normalisePhone(phone);
    if (normal === undefined) throw new RangeError(`the telephone of ${id} is none`);
    byId.set(id, add(normal, name, phoneNumberId));
  }
  return {
    people: people.map((person) => ({ ...person, phone: normalisePhone(person.phone) ?? person.phone })),
    number: (phoneNumberId) => byNumberId.get(phoneNumberId),
    find: (idOrPhone) => byId.get(idOrPhone) ?? findByPhone(idOrPhone),
    findByPhone,
    findByUserId: (userId) => byUserId.get(userId),
  };
}
