/** `stale`: something as new or newer was known. `kept`: the stay is over here, and stays as it was. */
export const PMS_OUTCOMES = ['created', 'changed', 'cancelled', 'kept', 'stale'] as const;
