import { answerQuestion, fetchPerson } from './conversation.ts';
import { raiseAlarm } from './emergency.ts';
import { handOver } from './hand-over.ts';
import { reportFault, tellTickets } from './maintenance.ts';
import { callElevator, openDoor } from './movement.ts';
import type { Recipe } from './recipe.ts';

/** Nothing is to be done for these. */
const nothing: Recipe = () => [];

const RECIPES: ReadonlyMap<string, Recipe> = new Map([
  ['emergency', raiseAlarm],
  ['human.agent', fetchPerson],
  ['maintenance.report', reportFault],
  ['maintenance.status', tellTickets],
  ['access.open_door', openDoor],
  ['elevator.call', callElevator],
  ['knowledge.question', answerQuestion],
  ['smalltalk', nothing],
]);

/** What is carried out for people whom the building does not know, or whose rights have ended. */
const FOR_STRANGERS: ReadonlySet<string> = new Set(['emergency', 'human.agent', 'smalltalk']);

/** How an intent is carried out for that person. What has no recipe of its own goes to the front desk. */
export function recipeFor(intent: string, inForce: boolean): Recipe {
  const recipe = RECIPES.get(intent) ?? handOver;
  return inForce || FOR_STRANGERS.has(intent) ? recipe : handOver;
}
