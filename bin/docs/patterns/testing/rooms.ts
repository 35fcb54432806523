import { accessPatterns } from './access.ts';
import { buildingPatterns } from './buildings.ts';
import { conversationPatterns } from './conversations.ts';
import { devicePatterns } from './devices.ts';
import { governancePatterns } from './governance.ts';
import { missionPatterns } from './missions.ts';
import { operationPatterns } from './operations.ts';
import type { RoomPatterns } from './patterns.ts';
import { peoplePatterns } from './people.ts';
import { stayPatterns } from './stays.ts';

/** Every room that keeps items in the table. */
export const ROOMS: readonly RoomPatterns[] = [
  buildingPatterns,
  devicePatterns,
  accessPatterns,
  peoplePatterns,
  governancePatterns,
  conversationPatterns,
  missionPatterns,
  operationPatterns,
  stayPatterns,
];
