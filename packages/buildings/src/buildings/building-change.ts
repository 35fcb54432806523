import { buildingConfigurationSchema } from './building.ts';

/** What a change of a building may name, each field as a whole. */
export const buildingChangeSchema = buildingConfigurationSchema
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'must change something')
  .refine(({ holidays = [] }) => new Set(holidays.map(({ date }) => date)).size === holidays.length, {
    path: ['holidays'],
    message: 'each day once',
  });
