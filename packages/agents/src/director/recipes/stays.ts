import { fold } from '@bos/kernel/fold';
import { present, type Recipe } from './recipe.ts';

/** Told when they come, the stay notes it; asked how it stands, its facts are told. */
export const tellArrival: Recipe = ({ slot }) => {
  const when = slot('eta');
  if (when === undefined) return [{ tool: 'stays.status', input: {} }];
  return [{ tool: 'stays.announceArrival', input: { when } }];
};

/** "Late", "mais tarde", "más tarde": more time is wanted, though no hour was said. */
const LATER = /\b(?:late|later|mais tarde|mas tarde|tardio|tardia|atrasar|estender|esticar|extender|delay|extra)\b/;

/** A later hour on the last day, or how the departure stands. */
export const tellDeparture: Recipe = ({ request, slot }) => {
  const when = slot('when');
  if (when === undefined && !LATER.test(fold(request))) return [{ tool: 'stays.status', input: {} }];
  return [{ tool: 'stays.requestLateCheckout', input: present({ when }) }];
};

export const extendStay: Recipe = ({ slot }) => [{ tool: 'stays.extend', input: present({ until: slot('until') }) }];

export const cancelStay: Recipe = () => [{ tool: 'stays.cancelOwn', input: {} }];
