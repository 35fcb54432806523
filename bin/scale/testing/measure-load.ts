import { costWorld } from '../../docs/testing/cost-world.ts';
import { type Place, templateOf } from '../key-templates.ts';
import type { EventKind, KeyLoad, Spread } from '../measured-load.ts';
import { keyMeter } from './key-meter.ts';

const TEXTS: Readonly<Record<EventKind, string>> = {
  question: 'Qual é a senha do wifi?',
  fault: 'A torneira da cozinha está vazando muito, podem mandar alguém?',
};

/** Who writes in all of this, and what a key may name them by. */
const WRITER = { phone: '5511900000301', userId: 'maria' };
const PERSONAL_PARTS = ['senderHash', 'conversationId', 'addressHash', 'hash'];

/** What lies under a key that comes again with each event is one person's or the building's; else the event's own. */
function spreadOf(parts: Readonly<Record<string, string>>, comesAgain: boolean): Spread {
  if (Object.keys(parts).length === 0) return 'all';
  if (!comesAgain) return 'event';
  const personal = PERSONAL_PARTS.some((part) => part in parts) || Object.values(parts).includes(WRITER.userId);
  return personal ? 'person' : 'building';
}

/** The partitions that one event of a kind works on, delivery reports of the reply included. */
export async function measureLoad(kind: EventKind): Promise<KeyLoad[]> {
  const meter = keyMeter();
  const world = await costWorld({ memory: meter.memory });
  const once = async (id: string) => {
    await world.measure({ messages: [{ id, from: WRITER.phone, type: 'text', text: { body: TEXTS[kind] } }] });
    return meter.take();
  };
  await once('first');
  const [before, measured] = [await once('before'), await once('measured')];
  const loads = new Map<string, KeyLoad>();
  for (const [place, partitions] of measured) {
    for (const [partition, { writeUnits, readUnits }] of partitions) {
      const { template, parts } = templateOf(place, partition);
      const spread = spreadOf(parts, before.get(place)?.has(partition) === true);
      const name = `${place} ${template} ${spread}`;
      const same = loads.get(name);
      loads.set(name, {
        place,
        template,
        spread,
        partitions: (same?.partitions ?? 0) + 1,
        writeUnits: Math.max(same?.writeUnits ?? 0, writeUnits),
        readUnits: Math.max(same?.readUnits ?? 0, readUnits),
      });
    }
  }
  return [...loads.values()].toSorted((a, b) => order(a.place, b.place) || (a.template < b.template ? -1 : 1));
}

const order = (a: Place, b: Place): number => a.localeCompare(b);
