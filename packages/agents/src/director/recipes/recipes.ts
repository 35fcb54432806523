import { announceVisitor, takeBackLost, tellCode, tellParcels } from './access.ts';
import { answerQuestion, fetchPerson } from './conversation.ts';
import { raiseAlarm } from './emergency.ts';
import { handOver } from './hand-over.ts';
import { reportFault, tellTickets } from './maintenance.ts';
import { callElevator, openDoor } from './movement.ts';
import type { Recipe } from './recipe.ts';
import { cancelStay, extendStay, tellArrival, tellDeparture } from './stays.ts';

/** Nothing is to be done for these. */
const nothing: Recipe = () => [];

const RECIPES: ReadonlyMap<string, Recipe> = new Map([
  ['emergency', raiseAlarm],
  ['human.agent', fetchPerson],
  ['maintenance.report', reportFault],
  ['maintenance.status', tellTickets],
  ['access.open_door', openDoor],
  ['elevator.call', callElevator],
  ['access.visitor', announceVisitor],
  ['access.code', tellCode],
  ['access.lost', takeBackLost],
  ['package.status', tellParcels],
  ['reservation.checkin', tellArrival],
  ['reservation.checkout', tellDeparture],
  ['reservation.extend', extendStay],
  ['reservation.cancel', cancelStay],
  ['knowledge.question', answerQuestion],
  ['smalltalk', nothing],
]);

/** `expected`: somebody whose time in the building is still to come, such as a guest before the stay. */
export type Standing = 'in_force' | 'expected' | 'none';

/** What is carried out for people whom the building does not know, or whose rights have ended. */
const FOR_STRANGERS: readonly string[] = ['emergency', 'human.agent', 'smalltalk'];
/** What people do before they come: their right is that of the reservation. */
const BEFORE_COMING: readonly string[] = [
  'reservation.checkin',
  'reservation.checkout',
  'reservation.extend',
  'reservation.cancel',
];

const OPEN_TO: Readonly<Record<Exclude<Standing, 'in_force'>, ReadonlySet<string>>> = {
  expected: new Set([...FOR_STRANGERS, ...BEFORE_COMING]),
  none: new Set(FOR_STRANGERS),
};

/** How an intent is carried out for that person. What has no recipe of its own goes to the front desk. */
export function recipeFor(intent: string, standing: Standing): Recipe {
  const recipe = RECIPES.get(intent) ?? handOver;
  return standing === 'in_force' || OPEN_TO[standing].has(intent) ? recipe : handOver;
}
