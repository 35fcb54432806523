import { fold } from '@bos/kernel/fold';
import { handOver, tellTheDesk } from './hand-over.ts';
import { present, type Recipe } from './recipe.ts';

/** Who may let nobody in has the desk do it. */
export const announceVisitor: Recipe = (request) => {
  const { request: said, slot, may } = request;
  const visitor = slot('visitor');
  if (!may('visitors:announce') || visitor === undefined) return handOver(request);
  return [{ tool: 'visitors.announce', input: present({ visitor, when: slot('when'), said }) }];
};

const LOST = /\b(?:perd\w+|roub\w+|rob(?:o|ou|aron|ado|ada)|sumiu|vazou|lost|stolen|stole|leaked|missing)\b/;
const CODE = /\b(?:codigos?|codes?|pin|senha|password|clave|contrasena)\b/;
const TAG = /\b(?:tags?|cartao|cartoes|card|keycard|tarjetas?|fob|chip|cracha|badge|pulseira|pulsera|wristband)\b/;
const KEY = /\b(?:chaves?|keys?|llaves?)\b/;

/** What people lose: a code and a tag can be taken back from here, a key cannot. */
function lostThing(item: string | undefined): 'code' | 'tag' | 'other' | 'unsaid' {
  const words = fold(item ?? '');
  if (words === '') return 'unsaid';
  if (TAG.test(words)) return 'tag';
  return CODE.test(words) ? 'code' : 'other';
}

const isCode = (item: string | undefined): boolean => ['code', 'unsaid'].includes(lostThing(item));

/** A code that somebody else may have now is replaced, not told. One that is only forgotten is told. */
export const tellCode: Recipe = ({ request, also }) => {
  const words = fold(request);
  const lost = also('access.lost');
  const isLost = lost === undefined ? LOST.test(words) && !KEY.test(words) : isCode(lost.slots.item);
  return [{ tool: isLost ? 'access.replace_code' : 'access.code_status', input: {} }];
};

/** What is lost may be found by somebody: the desk hears of everything that opens a door in another's hand. */
export const takeBackLost: Recipe = (request) => {
  const { intent, request: said, slot, also } = request;
  // A code that is lost and asked for is one wish.
  if (isCode(slot('item')) && also('access.code') !== undefined) return [];
  const thing = lostThing(slot('item'));
  if (thing === 'code') return [{ tool: 'access.replace_code', input: {} }];
  if (thing !== 'tag') return handOver(request);
  return [
    { tool: 'access.revoke_tag', input: {} },
    tellTheDesk({ subject: intent.intent, text: said, urgency: 'urgent' }),
  ];
};

/** What waits at the desk for them; for whom no parcels are kept, the desk answers. */
export const tellParcels: Recipe = (request) =>
  request.may('parcels:read_own') ? [{ tool: 'parcels.status', input: {} }] : handOver(request);
