import { doorSchema } from '@bos/buildings/devices/device';
import { present, type Recipe } from './recipe.ts';

/** One door; which one is found out where it is opened. */
export const openDoor: Recipe = ({ request, slot }) => {
  const door = doorSchema.safeParse(slot('door'));
  return [{ tool: 'door.open', input: present({ door: door.success ? door.data : undefined, said: request }) }];
};

export const callElevator: Recipe = ({ request, slot }) => [
  { tool: 'elevator.call', input: present({ from: slot('from'), to: slot('to'), said: request }) },
];
