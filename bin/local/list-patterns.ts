/** What the operator may list, of one building or of all, and the access pattern that serves it in one. */
export const LIST_PATTERNS = {
  missions: 'missions.listByState',
  tickets: 'tickets.listOpen',
  conversations: 'conversations.listByState',
  members: 'memberships.listOfBuilding',
} as const;

export type ListName = keyof typeof LIST_PATTERNS;
